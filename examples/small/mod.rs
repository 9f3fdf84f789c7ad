//! A picture for a folder of pictures: a third as wide and high, with few colours, as a PNG of indices. Screens have flat
//! colours and edges between them, so that little is lost and much is saved.

use std::collections::HashMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Colours of a picture at the most.
const COLOURS: usize = 16;
/// So many pixels a side become one.
const SHRUNK: usize = 3;

type Colour = [u8; 3];

/// Saves the picture of `width` by `height` pixels (RGBA).
pub fn save(path: &Path, rgba: &[u8], width: usize, height: usize) -> Result<(), Box<dyn std::error::Error>> {
    let pixels = shrunk(rgba, width, height);
    let palette = palette(&pixels);
    let mut known: HashMap<Colour, u8> = HashMap::new();
    let indices: Vec<u8> =
        pixels.iter().map(|pixel| *known.entry(*pixel).or_insert_with(|| nearest(&palette, *pixel))).collect();
    let file = BufWriter::new(File::create(path)?);
    let (width, height) = (u32::try_from(width / SHRUNK)?, u32::try_from(height / SHRUNK)?);
    let mut encoder = png::Encoder::new(file, width, height);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Four);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    let rows = indices.chunks(width as usize);
    // Two in a byte, the left one in its upper half.
    let packed: Vec<u8> = rows
        .flat_map(|row| row.chunks(2).map(|pair| pair.iter().fold(0, |byte, index| (byte << 4) | *index) << odd(pair)))
        .collect();
    encoder.write_header()?.write_image_data(&packed)?;
    Ok(())
}

/// How far the last index of a row of odd length is moved into the upper half.
const fn odd(pair: &[u8]) -> u32 {
    if pair.len() == 1 { 4 } else { 0 }
}

/// Each block of pixels as one.
fn shrunk(rgba: &[u8], width: usize, height: usize) -> Vec<Colour> {
    let at = |x: usize, y: usize, part: usize| rgba.get((y * width + x) * 4 + part).copied().map_or(0, u32::from);
    let mut pixels = Vec::with_capacity(width * height / (SHRUNK * SHRUNK));
    for y in (0..height / SHRUNK).map(|y| y * SHRUNK) {
        for x in (0..width / SHRUNK).map(|x| x * SHRUNK) {
            let block = || (0..SHRUNK * SHRUNK).map(|n| (x + n % SHRUNK, y + n / SHRUNK));
            let sum = |part| block().map(|(x, y)| at(x, y, part)).sum::<u32>();
            pixels.push([0, 1, 2].map(|part| (sum(part) / (SHRUNK * SHRUNK) as u32) as u8));
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
