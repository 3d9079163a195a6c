//! The weak protection of Excel 95, which later ones could still write: every byte is turned and mixed with one of
//! sixteen, made of the password alone ([MS-OFFCRYPTO] 2.3.7.1 to 2.3.7.3, method 1).

/// Excel takes no longer password here.
const LONGEST: usize = 15;
/// What a shorter password is filled up with.
const PAD: [u8; LONGEST] =
    [0xbb, 0xff, 0xff, 0xba, 0xff, 0xff, 0xb9, 0x80, 0x00, 0xbe, 0x0f, 0x00, 0xbf, 0x0f, 0x00];
/// Where the key begins, by the password's length.
const BEGIN: [u16; LONGEST] = [
    0xe1f0, 0x1d0f, 0xcc9c, 0x84c0, 0x110c, 0x0e10, 0xf1ce, 0x313e, 0x1872, 0xe139, 0xd40f, 0x84f9, 0x280c,
    0xa96a, 0x4ec3,
];
/// Of the standard's table the first column: each further one is the one before it, shifted as in a CRC.
const ROWS: [u16; LONGEST] = [
    0xaefc, 0x7b61, 0x4563, 0x0375, 0xd849, 0x6f45, 0xeb23, 0x47d3, 0xb861, 0x45a0, 0xaa51, 0x76b4, 0x3730,
    0x3331, 0x1021,
];
const POLYNOMIAL: u16 = 0x1021;

/// What the file says of its password: sixteen bits of key, and sixteen to check it by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lock {
    pub key: u16,
    pub verifier: u16,
}

/// The bytes that undo it.
pub struct Mask([u8; 16]);

impl Lock {
    /// By the body of the record: Excel 95 has the two numbers alone, later ones say before them that it is this way.
    pub fn read(body: &[u8]) -> Option<Self> {
        match *body {
            [a, b, c, d] | [0, 0, a, b, c, d] => {
                Some(Self { key: u16::from_le_bytes([a, b]), verifier: u16::from_le_bytes([c, d]) })
            }
            _ => None,
        }
    }

    fn of(password: &[u8]) -> Self {
        Self { key: key(password), verifier: verifier(password) }
    }

    /// None where the password is wrong. Old Excel knows it as bytes, in Japan those of its code page.
    pub fn mask(self, password: &str) -> Option<Mask> {
        let (bytes, _, unknown) = encoding_rs::SHIFT_JIS.encode(password);
        let bytes = &bytes[..bytes.len().min(LONGEST)];
        let fits = !unknown && !bytes.is_empty() && Self::of(bytes) == self;
        fits.then(|| Mask::of(bytes, self.key))
    }
}

impl Mask {
    fn of(password: &[u8], key: u16) -> Self {
        let key = key.to_le_bytes();
        let mut mask = [0; 16];
        for (at, (byte, text)) in mask.iter_mut().zip(password.iter().chain(&PAD)).enumerate() {
            *byte = (text ^ key[at % 2]).rotate_right(1);
        }
        Self(mask)
    }

    /// Undoes one byte: which of the sixteen it meets is told by where its record ends.
    pub fn undo(&self, byte: u8, at: usize) -> u8 {
        (byte ^ self.0[at % 16]).rotate_right(5)
    }
}

fn key(password: &[u8]) -> u16 {
    let rows = ROWS.iter().skip(LONGEST - password.len());
    rows.zip(password).fold(BEGIN[password.len() - 1], |key, (row, byte)| {
        let columns = std::iter::successors(Some(*row), |column| Some(shifted(*column)));
        let bits = (0..7).zip(columns).filter(|(bit, _)| byte >> bit & 1 == 1);
        bits.fold(key, |key, (_, column)| key ^ column)
    })
}

fn shifted(column: u16) -> u16 {
    (column << 1) ^ if column & 0x8000 == 0 { 0 } else { POLYNOMIAL }
}

fn verifier(password: &[u8]) -> u16 {
    let all = password.iter().rev().copied().chain(std::iter::once(password.len() as u8));
    let mixed = all.fold(0_u16, |sum, byte| (sum >> 14 & 1 | sum << 1 & 0x7fff) ^ u16::from(byte));
    mixed ^ 0xce4b
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_of_no_secret_gives_the_numbers_excel_writes() {
        assert_eq!(Lock::of(b"VelvetSweatshop"), Lock { key: 0xb359, verifier: 0x9a0a });
        let body = [0x00, 0x00, 0x59, 0xb3, 0x0a, 0x9a];
        let lock = Lock::read(&body).unwrap();
        assert!(lock.mask("VelvetSweatshop").is_some());
        assert!(lock.mask("velvetsweatshop").is_none() && lock.mask("").is_none());
        assert_eq!(Lock::read(&body[2..]), Some(lock), "as Excel 95 wrote it");
    }

    #[test]
    fn the_shifted_columns_are_those_of_the_standard() {
        let row = |first: u16| -> Vec<u16> {
            std::iter::successors(Some(first), |column| Some(shifted(*column))).take(7).collect()
        };
        assert_eq!(row(0xaefc), [0xaefc, 0x4dd9, 0x9bb2, 0x2745, 0x4e8a, 0x9d14, 0x2a09]);
        assert_eq!(row(0x1021), [0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48c4]);
    }
}
