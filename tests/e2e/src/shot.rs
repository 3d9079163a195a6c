//! Does a screenshot show anything? A page not yet painted is one flat colour, and a test that only asks
//! the document stays green before it.

use std::collections::HashMap;
use std::io::Cursor;

use crate::Result;

/// True where nearly every pixel has the same colour.
pub fn is_blank(png: &[u8]) -> Result<bool> {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info()?;
    let mut pixels = vec![0; reader.output_buffer_size().ok_or("a screenshot too large")?];
    let frame = reader.next_frame(&mut pixels)?;
    let size = frame.color_type.samples();
    let mut colours: HashMap<&[u8], usize> = HashMap::new();
    let mut count = 0;
    for pixel in pixels[..frame.buffer_size()].chunks_exact(size) {
        *colours.entry(pixel).or_default() += 1;
        count += 1;
    }
    let most = colours.values().copied().max().unwrap_or_default();
    Ok(count == 0 || most * 1000 > count * 998)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture(ink: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, 100, 100);
        encoder.set_color(png::ColorType::Grayscale);
        let mut writer = encoder.write_header().unwrap();
        let pixels: Vec<u8> = (0..10_000).map(|n| if n < ink { 0 } else { 255 }).collect();
        writer.write_image_data(&pixels).unwrap();
        writer.finish().unwrap();
        bytes
    }

    #[test]
    fn a_flat_picture_is_blank_and_a_written_one_is_not() {
        assert!(is_blank(&picture(0)).unwrap());
        assert!(!is_blank(&picture(500)).unwrap());
    }
}
