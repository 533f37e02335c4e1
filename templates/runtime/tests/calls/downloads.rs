//! Bodies that are text or bytes, as a whole and as they arrive.

use crate::harness::{mocked, mocked_blocking, replies, run};
use sdk_runtime::runtime::{ErrorKind, testing::Reply};
use std::{
    future::IntoFuture,
    io::Read,
    path::{Path, PathBuf},
};

/// A directory of its own for a test.
fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&path);
    std::fs::create_dir_all(&path).unwrap();
    path
}

const CSV: &str = "id,name\n1,é\n";

#[test]
fn text_is_text_whatever_its_type() {
    let mock = replies(|| Reply::text(200, CSV));
    let client = mocked(&mock);
    assert_eq!(run(client.export().into_future()).unwrap(), CSV);
    assert_eq!(run(client.export().text().into_future()).unwrap(), CSV);
    assert_eq!(run(client.export().bytes().into_future()).unwrap(), CSV);
    assert_eq!(mocked_blocking(&mock).export().send().unwrap(), CSV);
    assert_eq!(mock.requests()[0].header("accept"), Some("text/csv"));
    let mock = replies(|| Reply::bytes(200, &b"a\xffb"[..]));
    assert_eq!(run(mocked(&mock).export().into_future()).unwrap(), "a\u{fffd}b");
}

#[test]
fn a_stream_is_read_piece_by_piece_and_an_error_ends_it() {
    run(async {
        let mut stream = mocked(&replies(|| Reply::text(200, CSV))).export().stream().await.unwrap();
        assert_eq!(stream.try_next().await.unwrap().unwrap(), CSV);
        assert_eq!(stream.try_next().await.unwrap(), None);
        let mut stream = mocked(&replies(|| Reply::broken(CSV))).export().stream().await.unwrap();
        assert_eq!(stream.try_next().await.unwrap().unwrap(), CSV);
        assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::Transport);
        assert_eq!(stream.try_next().await.unwrap(), None);
    });
    let mut reader = mocked_blocking(&replies(|| Reply::broken(CSV))).export().stream().send().unwrap();
    let mut read = vec![0; CSV.len()];
    reader.read_exact(&mut read).unwrap();
    assert_eq!(read, CSV.as_bytes());
    assert!(reader.read(&mut [0]).is_err());
    assert_eq!(reader.read(&mut [0]).unwrap(), 0);
}

#[test]
fn a_stream_is_saved_as_a_whole_or_not_at_all() {
    let directory = directory("saved");
    let file = directory.join("things.csv");
    let mock = replies(|| Reply::text(200, CSV));
    let length = run(async { mocked(&mock).export().stream().await.unwrap().save_to(&file).await });
    assert_eq!((length.unwrap(), std::fs::read_to_string(&file).unwrap().as_str()), (13, CSV));
    assert_eq!(mocked_blocking(&mock).export().stream().send().unwrap().save_to(&file).unwrap(), 13);

    let broken = replies(|| Reply::broken("new"));
    let error = run(async { mocked(&broken).export().stream().await.unwrap().save_to(&file).await }).unwrap_err();
    assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Transport, 200));
    mocked_blocking(&broken).export().stream().send().unwrap().save_to(&file).unwrap_err();
    assert_eq!(std::fs::read_to_string(&file).unwrap(), CSV, "the old file is untouched");
    assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 1, "nothing half is left");

    let missing = directory.join("no/such/place.csv");
    let error = run(async { mocked(&mock).export().stream().await.unwrap().save_to(missing).await }).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::File);
}

#[test]
fn a_stream_is_retried_only_before_its_first_byte() {
    let mock = replies(|| Reply::empty(503).then(Reply::broken("some")));
    run(async {
        let mut stream = mocked(&mock).export().stream().await.unwrap();
        assert_eq!(stream.status(), 200);
        assert_eq!(stream.next().await.unwrap().unwrap(), "some");
        assert_eq!(stream.next().await.unwrap().unwrap_err().kind(), ErrorKind::Transport);
    });
    assert_eq!(mock.requests().len(), 2);
    let mut reader = mocked_blocking(&mock).export().stream().send().unwrap();
    let mut text = String::new();
    assert!(reader.read_to_string(&mut text).is_err());
}

#[test]
fn an_error_is_an_error_before_the_stream() {
    let mock = replies(|| Reply::json(403, serde_json::json!({"error": "NotPermitted"})));
    let error = run(mocked(&mock).export().stream().into_future()).unwrap_err();
    assert_eq!(error.code(), Some("NotPermitted"));
}

#[test]
#[cfg(unix)]
fn saving_follows_no_link_and_removes_nothing_of_others() {
    use std::os::unix::fs::symlink;
    let directory = directory("links");
    let (file, victim) = (directory.join("things.csv"), directory.join("victim"));
    let mock = replies(|| Reply::text(200, CSV));
    for blocking in [false, true] {
        let save = || match blocking {
            false => run(async { mocked(&mock).export().stream().await.unwrap().save_to(&file).await }),
            true => mocked_blocking(&mock).export().stream().send().unwrap().save_to(&file),
        };
        std::fs::write(&victim, "precious").unwrap();
        // Where the names are foreseen: of the file itself, and of the one it was once written to before.
        symlink(&victim, &file).unwrap();
        symlink(&victim, directory.join("things.csv.part")).unwrap();
        assert_eq!(save().unwrap(), 13);
        assert_eq!(std::fs::read_to_string(&victim).unwrap(), "precious");
        assert!(std::fs::symlink_metadata(&file).unwrap().is_file());
        assert!(std::fs::symlink_metadata(directory.join("things.csv.part")).unwrap().is_symlink());
        std::fs::remove_file(&file).unwrap();
        // A directory cannot be replaced; the file beside it goes, and nothing else.
        std::fs::create_dir(&file).unwrap();
        std::fs::write(file.join("inside"), "precious").unwrap();
        assert_eq!(save().unwrap_err().kind(), ErrorKind::File);
        assert_eq!(std::fs::read_to_string(file.join("inside")).unwrap(), "precious");
        assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 3);
        std::fs::remove_dir_all(&file).unwrap();
        std::fs::remove_file(directory.join("things.csv.part")).unwrap();
        // A name may be as long as the file system lets it.
        let long = directory.join("x".repeat(255));
        let length = match blocking {
            false => run(async { mocked(&mock).export().stream().await.unwrap().save_to(&long).await }),
            true => mocked_blocking(&mock).export().stream().send().unwrap().save_to(&long),
        };
        assert_eq!(length.unwrap(), 13);
        std::fs::remove_file(&long).unwrap();
    }
}

/// As root, `/dev/null` would become a file.
#[test]
#[cfg(unix)]
fn saving_replaces_no_pipe_and_keeps_a_file_as_private_as_it_was() {
    use std::os::unix::fs::PermissionsExt;
    let directory = directory("special");
    let (pipe, private) = (directory.join("pipe"), directory.join("private.csv"));
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mock = replies(|| Reply::text(200, CSV));
    for blocking in [false, true] {
        let save = |file: &Path| match blocking {
            false => run(async { mocked(&mock).export().stream().await.unwrap().save_to(file).await }),
            true => mocked_blocking(&mock).export().stream().send().unwrap().save_to(file),
        };
        assert_eq!(save(&pipe).unwrap_err().kind(), ErrorKind::File);
        assert!(!std::fs::symlink_metadata(&pipe).unwrap().is_file());
        std::fs::write(&private, "before").unwrap();
        std::fs::set_permissions(&private, std::fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(save(&private).unwrap(), 13);
        assert_eq!(std::fs::metadata(&private).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(&directory).unwrap().count(), 2);
    }
}
