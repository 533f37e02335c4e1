//! Runs of the program itself in folders that make it difficult: killed at any moment, no space left, pipes in the way.
#![cfg(unix)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

/// An empty folder that is there for one test.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("generator-folder-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// A document with so many operations, each in a file of its own.
    fn document(&self, name: &str, operations: usize) -> PathBuf {
        let path = self.0.join(name);
        let one = |at: usize| {
            let schema = format!(r#"{{"type":"object","properties":{{"p{at}":{{"type":"string"}}}}}}"#);
            let content = format!(r#"{{"application/json":{{"schema":{schema}}}}}"#);
            let responses = format!(r#"{{"200":{{"description":"","content":{content}}}}}"#);
            format!(r#""/g{at}/a":{{"get":{{"operationId":"get{at}","tags":["g{at}"],"responses":{responses}}}}}"#)
        };
        let paths: Vec<String> = (0..operations).map(one).collect();
        let head = r#""openapi":"3.1.0","info":{"title":"Shop","version":"1"},"servers":[{"url":"https://a.test"}]"#;
        fs::write(&path, format!("{{{head},\"security\":[],\"paths\":{{{}}}}}", paths.join(","))).unwrap();
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn new(document: &Path, out: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_generator"));
    command.arg("new").arg(document).args(["--name", "shop-sdk", "--out"]).arg(out).stdin(Stdio::null());
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// Paths and texts of all files below a folder.
fn files(folder: &Path) -> Vec<(PathBuf, String)> {
    let (mut found, mut open) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(folder).unwrap().to_owned(), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn a_process_that_is_killed_at_any_moment_is_repaired_by_the_next() {
    let folder = Folder::new("killed");
    let documents = [folder.document("one.json", 6), folder.document("two.json", 9)];
    let mut expected = Vec::new();
    let mut longest = Duration::ZERO;
    for (at, document) in documents.iter().enumerate() {
        let out = folder.0.join(format!("expected{at}"));
        let started = Instant::now();
        assert!(new(document, &out).output().unwrap().status.success());
        longest = longest.max(started.elapsed());
        fs::write(out.join("src/mine.rs"), "mine").unwrap();
        expected.push(files(&out));
    }
    let out = folder.0.join("out");
    for round in 0..24_u32 {
        let which = usize::from(round % 2 == 0);
        let mut child = new(&documents[which], &out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(longest * round / 24);
        child.kill().unwrap();
        child.wait().unwrap();
        // Somebody's own file is there from the first whole run on.
        let which = usize::from(round % 3 == 0);
        let output = new(&documents[which], &out).output().unwrap();
        assert!(output.status.success(), "round {round}: {}", text(&output));
        fs::write(out.join("src/mine.rs"), "mine").unwrap();
        let (found, expected) = (files(&out), &expected[which]);
        let differs: Vec<_> = found.iter().filter(|file| !expected.contains(file)).map(|(path, _)| path).collect();
        assert!(found.len() == expected.len() && differs.is_empty(), "round {round}: {differs:?}");
    }
}

#[test]
fn a_full_disk_leaves_the_folder_as_it_was() {
    let folder = Folder::new("full");
    let (small, large) = (folder.document("small.json", 2), folder.document("large.json", 150));
    let disk = folder.0.join("disk");
    fs::create_dir_all(&disk).unwrap();
    // A disk of its own, in a namespace of its own, for as long as the script runs.
    let script = r#"
        mount -t tmpfs -o size=64m none "$1" || exit 77
        "$2" new "$3" --name shop-sdk --out "$1/out" >/dev/null || exit 1
        echo mine > "$1/out/src/mine.rs"
        cp -r "$1/out" "$5"
        # What is there, and room for a tenth of what is to come.
        used=$(du -sk "$1" | cut -f1)
        mount -o remount,size=$((used + 400))k "$1" || exit 77
        "$2" new "$4" --name shop-sdk --out "$1/out" && exit 2
        echo "exit $?"
        diff -r "$1/out" "$5" || exit 3
        mount -o remount,size=64m "$1" && "$2" new "$4" --name shop-sdk --out "$1/out" || exit 4
        test "$(cat "$1/out/src/mine.rs")" = mine || exit 5
    "#;
    let output = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", script, "sh"])
        .arg(&disk)
        .arg(env!("CARGO_BIN_EXE_generator"))
        .args([&small, &large])
        .arg(folder.0.join("copy"))
        .output();
    match output {
        Ok(output) if output.status.success() => {
            let said = text(&output);
            assert!(said.contains("exit 4") && said.contains("No space left on device"), "{said}");
        }
        Ok(output) if (1..=5).contains(&output.status.code().unwrap_or(1)) && !cannot_mount(&output) => {
            panic!("{:?}: {}", output.status, text(&output))
        }
        other => eprintln!("not tried: no disk of its own can be had here ({other:?})"),
    }
}

fn cannot_mount(output: &Output) -> bool {
    let said = text(output);
    said.contains("unshare") || output.status.code() == Some(77)
}

#[test]
fn a_pipe_where_a_file_is_due_is_refused_at_once() {
    let folder = Folder::new("pipes");
    let pipe = |path: &Path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
    let document = folder.document("shop.json", 1);
    let started = Instant::now();

    // In the output folder, in the generator's own folder, and where a reference leads.
    for path in ["src/lib.rs", ".generator/manifest", ".generator/lock"] {
        let out = folder.0.join("out").join(path.replace('/', "-"));
        fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
        pipe(&out.join(path));
        let output = new(&document, &out).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{}", text(&output));
        assert!(text(&output).contains(path), "{}", text(&output));
    }
    pipe(&folder.0.join("pipe.json"));
    fs::write(&document, fs::read_to_string(&document).unwrap().replace(r#""type":"object""#, r#""$ref":"pipe.json""#))
        .unwrap();
    let output = new(&document, &folder.0.join("referred")).output().unwrap();
    assert!(!output.status.success() && text(&output).contains("is a pipe"), "{}", text(&output));

    // The folder of an API.
    for name in ["openapi.yaml", "sdk.yaml", "docs.yaml", "overlay.yaml"] {
        let spec = folder.0.join("spec").join(name).join("shop");
        fs::create_dir_all(&spec).unwrap();
        if name != "openapi.yaml" {
            fs::copy(folder.document("other.json", 1), spec.join("openapi.json")).unwrap();
        }
        pipe(&spec.join(name));
        let output =
            Command::new(env!("CARGO_BIN_EXE_generator")).arg("check").arg(spec.parent().unwrap()).output().unwrap();
        assert_eq!(output.status.code(), Some(4), "{name}: {}", text(&output));
        assert!(text(&output).contains("is a pipe"), "{name}: {}", text(&output));
    }
    assert!(started.elapsed() < Duration::from_secs(60), "nobody waited for what comes through a pipe");
}

#[test]
fn what_is_no_folder_takes_no_crate() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = Folder::new("no-folder");
    let document = folder.document("shop.json", 1);
    let (file, pipe, device) = (folder.0.join("file"), folder.0.join("pipe"), folder.0.join("device"));
    fs::write(&file, "mine").unwrap();
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink("/dev/stdout", &device).unwrap();
    let started = Instant::now();
    for out in [&file, &pipe, &device, &file.join("below")] {
        for arguments in [&[][..], &["--force"], &["--check"], &["--dry-run"]] {
            let output = new(&document, out).args(arguments).output().unwrap();
            assert_eq!(output.status.code(), Some(4), "{arguments:?}: {}", text(&output));
            assert!(text(&output).contains(&*file.parent().unwrap().to_string_lossy()), "{}", text(&output));
        }
    }
    assert!(started.elapsed() < Duration::from_secs(60), "nobody waited for the other end of a pipe");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert!(fs::symlink_metadata(&device).unwrap().is_symlink());
}

#[test]
fn looking_at_a_folder_writes_nothing() {
    let folder = Folder::new("looking");
    let (one, two) = (folder.document("one.json", 2), folder.document("two.json", 3));
    let out = folder.0.join("out");
    for arguments in [["--check"], ["--dry-run"]] {
        new(&one, &out).args(arguments).output().unwrap();
        assert!(!out.exists(), "{arguments:?} makes no folder");
    }
    assert!(new(&one, &out).output().unwrap().status.success());
    let before = files(&out);
    for (arguments, code) in [(["--check"], 1), (["--dry-run"], 0)] {
        let output = new(&two, &out).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", text(&output));
        assert!(text(&output).contains("g2.rs"), "{}", text(&output));
        assert!(files(&out) == before, "{arguments:?} changes nothing");
    }
}

#[test]
fn a_document_may_come_through_a_pipe() {
    let folder = Folder::new("stream");
    let document = folder.document("shop.json", 1);
    let script = r#""$0" check <(cat "$1")"#;
    let output = Command::new("bash").args(["-c", script, env!("CARGO_BIN_EXE_generator")]).arg(document).output();
    // Without a shell that has it there is nothing to try.
    if let Ok(output) = output {
        assert!(output.status.success(), "{}", text(&output));
    }
}
