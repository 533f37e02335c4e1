//! Answers that are compressed, for transports that leave it to others.

use flate2::bufread::MultiGzDecoder;
use http::{
    HeaderMap,
    header::{CONTENT_ENCODING, CONTENT_LENGTH},
};
use std::io::{self, BufRead, BufReader, Read};

/// Whether a body is compressed. If so its headers, which speak of the compressed form, are removed.
pub(super) fn is_compressed(headers: &mut HeaderMap) -> bool {
    let Some(coding) = headers.get(CONTENT_ENCODING) else { return false };
    let coding = coding.as_bytes().trim_ascii();
    // RFC 9110 section 8.4.1.3: the older name means the same.
    if !(coding.eq_ignore_ascii_case(b"gzip") || coding.eq_ignore_ascii_case(b"x-gzip")) {
        return false;
    }
    headers.remove(CONTENT_ENCODING);
    headers.remove(CONTENT_LENGTH);
    true
}

/// A body without its compression. No bytes at all are an empty body: servers say `gzip` of answers that have none.
pub(super) struct Unpacked<R> {
    packed: Option<BufReader<R>>,
    decoder: Option<MultiGzDecoder<BufReader<R>>>,
}

impl<R: Read> Unpacked<R> {
    pub(super) fn new(packed: R) -> Self {
        Self { packed: Some(BufReader::new(packed)), decoder: None }
    }
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if let Some(mut packed) = self.packed.take()
            && !packed.fill_buf()?.is_empty()
        {
            self.decoder = Some(MultiGzDecoder::new(packed));
        }
        self.decoder.as_mut().map_or(Ok(0), |decoder| decoder.read(buffer))
    }
}
