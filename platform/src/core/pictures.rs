//! Pictures that somebody adds from a phone to what she sent in at a station: payslips, rosters, what a foreman wrote. Whatever
//! comes is decoded under limits and written anew, so that nothing stays of it but what is seen.

use super::storage::StorageError;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder as _, ImageFormat, ImageReader, Limits};
use jiff::{SignedDuration, Timestamp};
use std::io::Cursor;
use yizhan_wire::content::FormDef;
use yizhan_wire::{ReceiptNo, StationId, Submission};

/// What a phone may send as one picture.
pub const MOST_BYTES: usize = 12 * 1024 * 1024;
/// As long as registrations are kept, and the month for questions.
pub const DAYS_KEPT: i64 = 180 + 30;
/// Larger than any phone's, and what it takes in memory is still bounded.
const MOST_SIDE: u32 = 16_000;
const MOST_PIXELS: u64 = 64_000_000;
const MOST_MEMORY: u64 = 320 * 1024 * 1024;
/// What is kept is this long at most: a payslip that fills the picture can be read to the last figure.
const SIDE: u32 = 2_000;
const QUALITY: u8 = 80;

/// Why something is no picture that is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoPicture {
    #[error("it is no JPEG and no PNG, or a broken one")]
    NotRead,
    #[error("it is larger than a picture may be")]
    TooLarge,
}

/// The picture anew, as JPEG: upright, of moderate size, without a word of when, where and by what it was taken.
///
/// # Errors
/// When it is none, or too large to be looked at. What it claims to be is asked before it is unpacked.
pub fn anew(bytes: &[u8]) -> Result<Vec<u8>, NoPicture> {
    if bytes.len() > MOST_BYTES {
        return Err(NoPicture::TooLarge);
    }
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|_| NoPicture::NotRead)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png)) {
        return Err(NoPicture::NotRead);
    }
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_SIDE);
    limits.max_image_height = Some(MOST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|error| flaw(&error))?;
    let (wide, high) = decoder.dimensions();
    if u64::from(wide) * u64::from(high) > MOST_PIXELS {
        return Err(NoPicture::TooLarge);
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|error| flaw(&error))?;
    if wide.max(high) > SIDE {
        picture = picture.thumbnail(SIDE, SIDE);
    }
    picture.apply_orientation(upright);
    let mut jpeg = Vec::new();
    let written = JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&picture.to_rgb8());
    written.map_err(|error| flaw(&error)).map(|()| jpeg)
}

const fn flaw(error: &image::ImageError) -> NoPicture {
    match error {
        image::ImageError::Limits(_) => NoPicture::TooLarge,
        _ => NoPicture::NotRead,
    }
}

/// What is kept at this moment came after this one.
#[must_use]
pub fn kept_since(now: Timestamp) -> Timestamp {
    now.checked_sub(SignedDuration::from_hours(24 * DAYS_KEPT)).unwrap_or(Timestamp::MIN)
}

/// How many pictures may be added to what stands behind a receipt, and how many came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    pub most: u8,
    pub came: u8,
}

impl Room {
    #[must_use]
    pub const fn is_full(self) -> bool {
        self.came >= self.most
    }
}

/// What somebody sent in to which pictures can be added.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    pub receipt: ReceiptNo,
    pub station: StationId,
    pub came_at: Timestamp,
    pub said: Submission,
    /// The form that was shown to her, for the words of her answers.
    pub form: FormDef,
    /// The pictures, by their numbers.
    pub pictures: Vec<u8>,
}

/// The pictures, and what they belong to. Every method that writes has its write on the disk when it returns.
pub trait Album: Send + Sync {
    /// `None` where nothing was accepted under this receipt, or what was takes no pictures, or was erased.
    fn room(&self, receipt: &ReceiptNo) -> Result<Option<Room>, StorageError>;

    /// Adds a picture, unless it is there or there is no room; answers how many there are then.
    fn put_picture(&self, receipt: &ReceiptNo, jpeg: &[u8], now: Timestamp) -> Result<Option<Room>, StorageError>;

    /// What was sent in last to which pictures can be added, the latest first.
    fn claims(&self, most: usize) -> Result<Vec<Claim>, StorageError>;

    fn picture(&self, receipt: &ReceiptNo, no: u8) -> Result<Option<Vec<u8>>, StorageError>;

    /// Removes all pictures of a receipt; answers how many there were.
    fn remove_pictures(&self, receipt: &ReceiptNo) -> Result<usize, StorageError>;

    /// Removes the pictures that came before a moment.
    fn let_pictures_go(&self, before: Timestamp) -> Result<usize, StorageError>;
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    /// A picture that is white above and black below.
    fn halves(wide: u32, high: u32) -> RgbImage {
        RgbImage::from_fn(wide, high, |_, y| if y < high / 2 { Rgb([255; 3]) } else { Rgb([0; 3]) })
    }

    fn jpeg(picture: &RgbImage) -> Vec<u8> {
        let mut bytes = Vec::new();
        JpegEncoder::new(&mut bytes).encode_image(picture).unwrap();
        bytes
    }

    /// The same with a block of EXIF: that it lies on its side, and where it was taken.
    fn with_exif(jpeg: &[u8], orientation: u8, place: &str) -> Vec<u8> {
        let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
        tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
        tiff.extend([0x01, 0x0e, 0, 2]);
        tiff.extend(u32::try_from(place.len()).unwrap().to_be_bytes());
        tiff.extend([0, 0, 0, 38, 0, 0, 0, 0]);
        tiff.extend(place.as_bytes());
        let mut block = b"Exif\0\0".to_vec();
        block.extend(tiff);
        let length = u16::try_from(block.len() + 2).unwrap().to_be_bytes();
        let (begin, rest) = jpeg.split_at(2);
        [begin, &[0xff, 0xe1], &length, &block, rest].concat()
    }

    #[test]
    fn where_and_when_it_was_taken_is_gone_and_it_stands_upright() {
        let place = "GPS 28.1127 N 113.0114 E, 2026-11-23 21:50, phone of canary";
        let sent = with_exif(&jpeg(&halves(60, 40)), 6, place);
        assert!(sent.windows(place.len()).any(|part| part == place.as_bytes()));
        let kept = anew(&sent).unwrap();
        for word in [&b"Exif"[..], b"canary", b"GPS"] {
            assert!(!kept.windows(word.len()).any(|part| part == word));
        }
        let seen = image::load_from_memory(&kept).unwrap().to_rgb8();
        assert_eq!(seen.dimensions(), (40, 60), "turned as its camera was");
        assert!(seen.get_pixel(2, 30).0[0] < 30 && seen.get_pixel(37, 30).0[0] > 220, "white came to the right");
    }

    #[test]
    fn a_large_one_becomes_small_enough_and_a_small_one_stays() {
        let seen = |bytes: &[u8]| image::load_from_memory(&anew(bytes).unwrap()).unwrap();
        assert_eq!(seen(&jpeg(&halves(4_000, 1_000))).to_rgb8().dimensions(), (SIDE, 500));
        let mut png = Vec::new();
        DynamicImage::ImageRgb8(halves(30, 20)).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        assert_eq!(seen(&png).to_rgb8().dimensions(), (30, 20));
    }

    #[test]
    fn a_bomb_is_refused_by_what_it_claims_and_anything_else_is_no_picture() {
        // A PNG that says it is 60,000 by 60,000: 11 GB, in thirty bytes.
        let mut png = Vec::new();
        DynamicImage::ImageRgb8(halves(8, 8)).write_to(&mut Cursor::new(&mut png), ImageFormat::Png).unwrap();
        png[16..24].copy_from_slice(&[0, 0, 0xea, 0x60, 0, 0, 0xea, 0x60]);
        let checksum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(anew(&png), Err(NoPicture::TooLarge));
        // 15,900 by 15,900 is within the sides and not within the pixels.
        png[16..24].copy_from_slice(&[0, 0, 0x3e, 0x1c, 0, 0, 0x3e, 0x1c]);
        let checksum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&checksum.to_be_bytes());
        assert_eq!(anew(&png), Err(NoPicture::TooLarge));
        assert_eq!(anew(&vec![0xff; MOST_BYTES + 1]), Err(NoPicture::TooLarge));
        let whole = jpeg(&halves(64, 64));
        for broken in [
            &b""[..],
            b"GIF89a\x01\x00\x01\x00",
            b"%PDF-1.7",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            &whole[..40],
        ] {
            assert_eq!(anew(broken), Err(NoPicture::NotRead), "{broken:?}");
        }
    }

    /// As PNG counts it (ISO 3309).
    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { 0xedb8_8320 ^ (crc >> 1) } else { crc >> 1 })
        })
    }
}
