//! Answers that are compressed, unpacked alike in both modes.

use bytes::{Buf, Bytes};
use flate2::write::GzDecoder;
use http::{
    HeaderMap,
    header::{CONTENT_ENCODING, CONTENT_LENGTH},
};
#[cfg(feature = "blocking")]
use std::io::Read;
use std::io::{self, Write};

/// How much is unpacked at once at most, about: a few bytes can stand for a thousand times as many.
const PIECE: usize = 32 << 10;

/// The first byte of every packed body (RFC 1952 section 2.3.1).
const MAGIC: u8 = 0x1f;

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

/// Unpacks a body that arrives piece by piece. Several packed ones, one after the other, are one body (RFC 1952 section
/// 2.2), and what follows them and is none is padding. No bytes at all are an empty body: servers say `gzip` of answers
/// that have none.
pub(super) struct Unpacker {
    packed: Bytes,
    decoder: GzDecoder<Vec<u8>>,
    at: Place,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before the first byte, or behind one that is whole.
    Between { is_first: bool },
    /// In the middle of one.
    Within,
    /// Behind the last.
    Padding,
}

impl Unpacker {
    pub(super) fn new() -> Self {
        let (packed, decoder) = (Bytes::new(), GzDecoder::new(Vec::new()));
        Self { packed, decoder, at: Place::Between { is_first: true } }
    }

    /// Takes the next piece, once everything before it is unpacked.
    pub(super) fn add(&mut self, packed: Bytes) {
        self.packed = packed;
    }

    /// The next piece of what was added; none if all of it was given. Nothing comes behind an error.
    pub(super) fn next(&mut self) -> io::Result<Option<Bytes>> {
        let piece = self.unpack();
        if piece.is_err() {
            self.packed.clear();
            self.at = Place::Padding;
        }
        piece
    }

    fn unpack(&mut self) -> io::Result<Option<Bytes>> {
        while let Some(first) = self.packed.first() {
            self.at = match self.at {
                Place::Between { is_first: false } if *first != MAGIC => Place::Padding,
                Place::Between { .. } => {
                    self.decoder = GzDecoder::new(Vec::new());
                    Place::Within
                }
                at => at,
            };
            if self.at == Place::Padding {
                self.packed.clear();
                break;
            }
            match self.decoder.write(&self.packed)? {
                0 => {
                    self.decoder.try_finish()?;
                    self.at = Place::Between { is_first: false };
                }
                length => self.packed.advance(length),
            }
            if (self.decoder.get_ref().len() >= PIECE || self.at != Place::Within)
                && let Some(piece) = self.unpacked()
            {
                return Ok(Some(piece));
            }
        }
        if self.at == Place::Within {
            // What was sent by itself, such as an event, does not wait for what follows.
            self.decoder.flush()?;
        }
        Ok(self.unpacked())
    }

    /// What is left at the end of the body.
    pub(super) fn end(&mut self) -> io::Result<Option<Bytes>> {
        if self.at == Place::Within {
            self.decoder.try_finish()?;
            self.at = Place::Between { is_first: false };
        }
        Ok(self.unpacked())
    }

    fn unpacked(&mut self) -> Option<Bytes> {
        let piece = std::mem::take(self.decoder.get_mut());
        (!piece.is_empty()).then(|| piece.into())
    }
}

/// A packed body that is read.
#[cfg(feature = "blocking")]
pub(super) struct Unpacked<R> {
    packed: R,
    unpacker: Unpacker,
    piece: Bytes,
    ended: bool,
}

#[cfg(feature = "blocking")]
impl<R: Read> Unpacked<R> {
    pub(super) fn new(packed: R) -> Self {
        Self { packed, unpacker: Unpacker::new(), piece: Bytes::new(), ended: false }
    }

    /// The next piece; none at the end.
    fn next(&mut self) -> io::Result<Option<Bytes>> {
        loop {
            if let Some(piece) = self.unpacker.next()? {
                return Ok(Some(piece));
            }
            if self.ended {
                return Ok(None);
            }
            let mut packed = vec![0; PIECE];
            match self.packed.read(&mut packed)? {
                0 => {
                    self.ended = true;
                    return self.unpacker.end();
                }
                length => {
                    packed.truncate(length);
                    self.unpacker.add(packed.into());
                }
            }
        }
    }
}

#[cfg(feature = "blocking")]
impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.piece.is_empty() {
            self.piece = self.next()?.unwrap_or_default();
        }
        let length = buffer.len().min(self.piece.len());
        buffer[..length].copy_from_slice(&self.piece.split_to(length));
        Ok(length)
    }
}
