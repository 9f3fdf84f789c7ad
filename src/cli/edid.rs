//! What connected screens say of themselves (EDID 1.4): pixels and millimetres, so that sizes are true without anybody
//! measuring. Linux keeps each screen's block in `/sys/class/drm/*/edid`.

use crate::app::Panel;
use std::fs;
use std::path::Path;

const CONNECTORS: &str = "/sys/class/drm";
/// The base block, and where its first detailed timing stands: that of the screen's own pixels.
const BLOCK: usize = 128;
const TIMING: usize = 54;
const HEADER: [u8; 8] = [0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0];

/// The screens that are connected and say their size.
#[must_use]
pub fn panels() -> Vec<Panel> {
    panels_in(Path::new(CONNECTORS))
}

fn panels_in(folder: &Path) -> Vec<Panel> {
    let Ok(connectors) = fs::read_dir(folder) else { return Vec::new() };
    connectors.flatten().filter_map(|connector| parse(&fs::read(connector.path().join("edid")).ok()?)).collect()
}

/// The size in a base block. A projector says that it has none, and some televisions 16 by 9 millimetres: neither is believed.
fn parse(edid: &[u8]) -> Option<Panel> {
    const LEAST_MM: u32 = 60;
    let block = edid.get(..BLOCK)?;
    let sum = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    if !block.starts_with(&HEADER) || sum != 0 {
        return None;
    }
    let timing = block.get(TIMING..TIMING + 18)?;
    let at = |place: usize| timing.get(place).copied().map_or(0, u32::from);
    if at(0) == 0 && at(1) == 0 {
        return None;
    }
    let panel = Panel {
        width_px: at(2) | (at(4) >> 4) << 8,
        height_px: at(5) | (at(7) >> 4) << 8,
        width_mm: at(12) | (at(14) >> 4) << 8,
        height_mm: at(13) | (at(14) & 0xF) << 8,
    };
    (panel.width_mm >= LEAST_MM && panel.height_mm >= LEAST_MM && panel.width_px > 0).then_some(panel)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A base block of a screen of 1920 x 1080 pixels and so many millimetres.
    fn block(width_mm: u32, height_mm: u32) -> Vec<u8> {
        let mut block = vec![0; BLOCK];
        block[..8].copy_from_slice(&HEADER);
        let high = |mm: u32| (mm >> 8) as u8;
        // 148.5 MHz; 1920 and 1080 active.
        block[TIMING..TIMING + 8].copy_from_slice(&[0x02, 0x3A, 0x80, 0x18, 0x71, 0x38, 0x2D, 0x40]);
        block[TIMING + 12..TIMING + 15].copy_from_slice(&[
            width_mm as u8,
            height_mm as u8,
            high(width_mm) << 4 | high(height_mm),
        ]);
        let sum = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
        block[BLOCK - 1] = 0_u8.wrapping_sub(sum);
        block
    }

    #[test]
    fn a_connected_screen_says_how_large_it_is() {
        let folder = tempfile::tempdir().unwrap();
        for (connector, edid) in [("card0-DP-1", block(476, 268)), ("card0-HDMI-A-1", Vec::new())] {
            fs::create_dir(folder.path().join(connector)).unwrap();
            fs::write(folder.path().join(connector).join("edid"), edid).unwrap();
        }
        let panel = Panel { width_px: 1920, height_px: 1080, width_mm: 476, height_mm: 268 };
        assert_eq!(panels_in(folder.path()), [panel]);
        assert!(panels_in(&folder.path().join("nowhere")).is_empty());
    }

    #[test]
    fn what_cannot_be_true_is_not_believed() {
        assert_eq!(parse(&block(16, 9)), None, "an aspect in place of a size");
        assert_eq!(parse(&block(0, 0)), None, "a projector");
        let mut broken = block(476, 268);
        broken[30] ^= 1;
        assert_eq!(parse(&broken), None, "the sum is wrong");
        assert_eq!(parse(&block(476, 268)[..100]), None, "it was cut");
    }
}
