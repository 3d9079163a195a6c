use super::*;

const A: &str = "0b8e4f9c-21d7-4c3e-8a1f-6f3a2b9c7d55";
const B: &str = "77ab04e2-0000-4000-8000-000000000001";

fn page(number: u32, codes: &[(&str, u32, u32)]) -> ScanPage {
    let code = |(record, page, pages): &(&str, u32, u32)| SheetCode {
        record: (*record).to_owned(),
        page: *page,
        pages: *pages,
    };
    ScanPage { number, codes: codes.iter().map(code).collect() }
}

#[test]
fn pages_go_to_the_session_they_belong_to() {
    let scan = Scan {
        pages: vec![
            page(1, &[(B, 1, 1)]),
            page(2, &[(A, 2, 3)]),
            page(3, &[]),
            page(4, &[(A, 0, 3)]),
            page(5, &[(A, 1, 3)]),
            page(6, &[(A, 2, 3)]),
        ],
    };
    let expected = [
        SessionPages {
            record: A.into(),
            pages: vec![1, 2],
            pages_of: 3,
            front: true,
            in_file: vec![2, 4, 5, 6],
        },
        SessionPages { record: B.into(), pages: vec![1], pages_of: 1, front: false, in_file: vec![1] },
    ];
    assert_eq!(scan.by_session(), expected);
    assert_eq!(scan.without_code(), [3]);
    assert_eq!(scan.codes().len(), 4);
}

#[test]
fn what_is_no_scan_is_refused_by_its_kind() {
    let cases: [(&[u8], ReadFailure); 6] = [
        (b"", ReadFailure::Empty),
        (b"PK\x03\x04 a workbook", ReadFailure::UnknownFormat),
        (b"%PDF-1.7\nand then nothing", ReadFailure::Damaged),
        (b"\x89PNG\r\n\x1a\n", ReadFailure::Damaged),
        (b"\xff\xd8\xff\xe0", ReadFailure::Damaged),
        (b"II*\0\x08\0\0\0", ReadFailure::Damaged),
    ];
    for (bytes, failure) in cases {
        assert_eq!(pictures::each(bytes, |_| Ok(())), Err(failure));
    }
}
