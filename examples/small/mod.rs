//! A picture for a folder of pictures: half as wide and high, with few colours, as a PNG of indices. Screens have flat colours
//! and edges between them, so that little is lost and much is saved.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Colours of a picture at the most.
const COLOURS: usize = 32;

type Colour = [u8; 3];

/// Saves the picture of `width` by `height` pixels (RGBA).
pub fn save(path: &Path, rgba: &[u8], width: usize, height: usize) -> Result<(), Box<dyn std::error::Error>> {
    let pixels = halved(rgba, width, height);
    let palette = palette(&pixels);
    let mut known: HashMap<Colour, u8> = HashMap::new();
    let indices: Vec<u8> =
        pixels.iter().map(|pixel| *known.entry(*pixel).or_insert_with(|| nearest(&palette, *pixel))).collect();
    let file = BufWriter::new(File::create(path)?);
    let mut encoder = png::Encoder::new(file, u32::try_from(width / 2)?, u32::try_from(height / 2)?);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    encoder.write_header()?.write_image_data(&indices)?;
    Ok(())
}

/// Each four pixels as one.
fn halved(rgba: &[u8], width: usize, height: usize) -> Vec<Colour> {
    let at = |x: usize, y: usize, part: usize| rgba.get((y * width + x) * 4 + part).copied().map_or(0, u16::from);
    let mut pixels = Vec::with_capacity(width * height / 4);
    for y in (0..height / 2).map(|y| y * 2) {
        for x in (0..width / 2).map(|x| x * 2) {
            let mean =
                |part| ((at(x, y, part) + at(x + 1, y, part) + at(x, y + 1, part) + at(x + 1, y + 1, part)) / 4) as u8;
            pixels.push([mean(0), mean(1), mean(2)]);
        }
    }
    pixels
}

/// The colours that stand most often in it, none of them close to another.
fn palette(pixels: &[Colour]) -> Vec<Colour> {
    let mut counts: HashMap<Colour, usize> = HashMap::new();
    for pixel in pixels {
        *counts.entry(*pixel).or_default() += 1;
    }
    let mut all: Vec<(Colour, usize)> = counts.into_iter().collect();
    all.sort_by_key(|(colour, count)| (std::cmp::Reverse(*count), *colour));
    let mut palette: Vec<Colour> = Vec::new();
    for (colour, _) in all {
        if palette.len() == COLOURS {
            break;
        }
        if palette.iter().all(|known| distance(*known, colour) > 300) {
            palette.push(colour);
        }
    }
    palette
}

fn nearest(palette: &[Colour], colour: Colour) -> u8 {
    let best = (0_u8..).zip(palette).min_by_key(|(_, known)| distance(**known, colour));
    best.map_or(0, |(index, _)| index)
}

fn distance(a: Colour, b: Colour) -> u32 {
    a.into_iter().zip(b).map(|(a, b)| u32::from(a.abs_diff(b)).pow(2)).sum()
}
