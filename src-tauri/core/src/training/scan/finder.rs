//! 読取りコードを探す: our codes in a grey picture of a page, however the page was laid on the glass.

use super::code::SheetCode;
use super::pictures::Picture;

/// Texts of the codes on a page that are ours, each once. A bad scan is looked at again with its noise
/// smoothed, and once more smoother still.
pub fn codes(picture: &Picture) -> Vec<String> {
    let found = in_picture(picture);
    if !found.is_empty() {
        return found;
    }
    let smooth = picture.smoothed();
    let found = in_picture(&smooth);
    if found.is_empty() { in_picture(&smooth.smoothed()) } else { found }
}

fn in_picture(picture: &Picture) -> Vec<String> {
    let mut reader = quircs::Quirc::default();
    let found = reader.identify(picture.width, picture.height, &picture.grey);
    let texts = found.filter_map(|code| String::from_utf8(code.ok()?.decode().ok()?.payload).ok());
    let mut codes: Vec<String> = texts.filter(|text| SheetCode::parse(text).is_some()).collect();
    codes.sort();
    codes.dedup();
    codes
}
