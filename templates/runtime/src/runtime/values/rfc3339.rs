//! Dates and times as text, RFC 3339: reads what the grammar allows and remembers how it was written.

/// How a timestamp was written, apart from the moment it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Minutes east of UTC.
    pub(super) offset: i16,
    /// Digits of the fraction, 0 to 9, and the separator between date and time in the upper half.
    fraction_and_separator: u8,
    zone: Zone,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    UpperZ,
    LowerZ,
    Offset,
    /// `-00:00`: UTC, and the local offset is not known.
    MinusZero,
}

const SEPARATORS: [u8; 3] = [b'T', b't', b' '];

/// Seconds since 1970 and nanoseconds.
pub(super) type Instant = (i64, u32);

/// A timestamp that was read.
pub(super) struct Read {
    pub(super) instant: Instant,
    /// None if the text says more than a style can keep: a leap second, or more than nine digits of a fraction.
    pub(super) style: Option<Style>,
}

/// Days since 1970-01-01 in the Gregorian calendar. Counted in eras of 400 years that begin in March, so that the leap
/// day is the last of its year.
pub(super) fn days(year: i64, month: u32, day: u32) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let months_from_march = i64::from((month + 9) % 12);
    let day_of_year = (153 * months_from_march + 2) / 5 + i64::from(day) - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
}

/// The reverse of [`days`].
pub(super) fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    let month = (months_from_march + 2) % 12 + 1;
    (era * 400 + year_of_era + i64::from(month <= 2), month as u32, day as u32)
}

/// The number that exactly these digits stand for.
fn number(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0, |number, digit| {
        let digit = digit.wrapping_sub(b'0');
        (digit < 10).then(|| number * 10 + u32::from(digit))
    })
}

/// `2026-11-21` as year, month and day, if there is such a day.
pub(super) fn date(text: &[u8]) -> Option<(u16, u8, u8)> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text else { return None };
    let (year, month, day) = (number(&[y1, y2, y3, y4])?, number(&[m1, m2])?, number(&[d1, d2])?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=last).contains(&day).then_some((year as u16, month as u8, day as u8))
}

/// `2026-11-21T00:03:45.373049Z`
pub(super) fn timestamp(text: &str) -> Option<Read> {
    let (day, time) = text.as_bytes().split_at_checked(10)?;
    let (year, month, day) = date(day)?;
    let [separator, h1, h2, b':', m1, m2, b':', s1, s2, rest @ ..] = time else { return None };
    let separator = SEPARATORS.iter().position(|known| known == separator)? as u8;
    let (hour, minute, second) = (number(&[*h1, *h2])?, number(&[*m1, *m2])?, number(&[*s1, *s2])?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (digits, rest) = fraction(rest)?;
    let (offset, zone) = zone(rest)?;
    let seconds = days(year.into(), month.into(), day.into()) * 86_400 + i64::from(hour * 3_600 + minute * 60 + second)
        - i64::from(offset) * 60;
    let (kept, dropped) = digits.split_at(digits.len().min(9));
    let nanos = number(kept)? * 10u32.pow(9 - kept.len() as u32);
    let style = Style { offset, fraction_and_separator: kept.len() as u8 | separator << 4, zone };
    Some(Read { instant: (seconds, nanos), style: (second < 60 && dropped.is_empty()).then_some(style) })
}

/// The digits of a fraction, and what follows. No dot is no digits; a dot must be followed by one.
fn fraction(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let [b'.', rest @ ..] = text else { return Some((&[], text)) };
    let length = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    (length > 0).then(|| rest.split_at(length))
}

fn zone(text: &[u8]) -> Option<(i16, Zone)> {
    match *text {
        [b'Z'] => Some((0, Zone::UpperZ)),
        [b'z'] => Some((0, Zone::LowerZ)),
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] => {
            let (hours, minutes) = (number(&[h1, h2])?, number(&[m1, m2])?);
            let offset = (hours <= 23 && minutes <= 59).then_some((hours * 60 + minutes) as i16)?;
            match (sign, offset) {
                (b'-', 0) => Some((0, Zone::MinusZero)),
                (b'-', _) => Some((-offset, Zone::Offset)),
                _ => Some((offset, Zone::Offset)),
            }
        }
        _ => None,
    }
}

impl Style {
    /// In UTC, with as many groups of three digits as the nanoseconds need.
    pub(super) fn utc(nanos: u32) -> Self {
        let digits = match nanos {
            0 => 0,
            _ if nanos.is_multiple_of(1_000_000) => 3,
            _ if nanos.is_multiple_of(1_000) => 6,
            _ => 9,
        };
        Self { offset: 0, fraction_and_separator: digits, zone: Zone::UpperZ }
    }

    /// The text of an instant in this style: the one it was read from.
    pub(super) fn write(self, (seconds, nanos): Instant) -> String {
        let local = seconds + i64::from(self.offset) * 60;
        let (year, month, day) = civil(local.div_euclid(86_400));
        let clock = local.rem_euclid(86_400);
        let (hour, minute, second) = (clock / 3_600, clock / 60 % 60, clock % 60);
        let separator = char::from(SEPARATORS[usize::from(self.fraction_and_separator >> 4)]);
        let mut text = format!("{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}");
        let digits = usize::from(self.fraction_and_separator & 15);
        if digits > 0 {
            text.push('.');
            text.push_str(&format!("{nanos:09}")[..digits]);
        }
        match self.zone {
            Zone::UpperZ => text.push('Z'),
            Zone::LowerZ => text.push('z'),
            Zone::MinusZero => text.push_str("-00:00"),
            Zone::Offset => {
                let (sign, minutes) = (if self.offset < 0 { '-' } else { '+' }, self.offset.abs());
                text.push_str(&format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60));
            }
        }
        text
    }
}
