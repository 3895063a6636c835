// Checks an exported log with the published Go implementation of these formats
// (golang.org/x/mod/sumdb), which knows nothing of this project.
//
//	foreign_log DIR VKEY OLD GROWTH PROOF...
//
// DIR is the exported log, VKEY its verifier key, OLD a file with an older
// checkpoint, GROWTH one with the server's consistency proof between the two
// (base64, a hash a line) and each PROOF a proof file for the newer.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const tileHeight = 8

func must(err error, doing string) {
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", doing, err)
		os.Exit(1)
	}
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	must(err, "reading")
	return data
}

// open verifies the signature of a checkpoint and returns the tree it speaks of.
func open(signed []byte, verifiers note.Verifiers, name string) tlog.Tree {
	opened, err := note.Open(signed, verifiers)
	must(err, name)
	lines := strings.Split(opened.Text, "\n")
	if len(lines) != 4 {
		must(fmt.Errorf("%d lines", len(lines)-1), name)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	must(err, name)
	hash, err := tlog.ParseHash(lines[2])
	must(err, name)
	return tlog.Tree{N: size, Hash: hash}
}

// folder gives the tiles of an exported log; tlog verifies what it gives.
type folder string

func (f folder) Height() int { return tileHeight }

func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := f.readTile(tile)
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// readTile reads a tile, or the full one if the partial one gave way to it.
func (f folder) readTile(tile tlog.Tile) ([]byte, error) {
	data, err := os.ReadFile(f.path(tile))
	if err == nil {
		return data, nil
	}
	full := tile
	full.W = 1 << tileHeight
	data, fullErr := os.ReadFile(f.path(full))
	if fullErr != nil {
		return nil, err
	}
	return data[:tile.W*tlog.HashSize], nil
}

func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}

// path maps tlog's tile/8/L/N to the tile/L/N of an export.
func (f folder) path(tile tlog.Tile) string {
	return filepath.Join(string(f),
		strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
}

// entries returns the entries of bundle n.
func (f folder) entries(n int64, width int) [][]byte {
	tile := tlog.Tile{H: tileHeight, L: 0, N: n, W: width}
	path := strings.Replace(f.path(tile), "/tile/0/", "/tile/entries/", 1)
	data := read(path)
	var all [][]byte
	for len(data) > 0 {
		size := int(binary.BigEndian.Uint16(data))
		all = append(all, data[2:2+size])
		data = data[2+size:]
	}
	return all
}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		must(err, "hash of a proof")
		all = append(all, hash)
	}
	return all
}

// checkEntries checks every entry's own proof, made from the tiles.
func checkEntries(f folder, tree tlog.Tree, reader tlog.HashReader) [][]byte {
	var all [][]byte
	for n := int64(0); n<<tileHeight < tree.N; n++ {
		width := tree.N - n<<tileHeight
		if width > 1<<tileHeight {
			width = 1 << tileHeight
		}
		all = append(all, f.entries(n, int(width))...)
	}
	if int64(len(all)) != tree.N {
		must(fmt.Errorf("found %d", len(all)), "entries")
	}
	for i, entry := range all {
		proof, err := tlog.ProveRecord(tree.N, int64(i), reader)
		must(err, "proving an entry from the tiles")
		err = tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i),
			tlog.RecordHash(entry))
		must(err, fmt.Sprintf("entry %d", i))
	}
	return all
}

// checkGrowth checks both the server's proof and one made from the tiles.
func checkGrowth(tree, old tlog.Tree, reader tlog.HashReader, growth string) {
	ours := tlog.TreeProof(hashes(strings.Fields(growth)))
	must(tlog.CheckTree(ours, tree.N, tree.Hash, old.N, old.Hash),
		"the server's consistency proof")
	proof, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err, "proving growth from the tiles")
	must(tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash), "growth")
}

func checkProofFile(path string, verifiers note.Verifiers, all [][]byte) {
	head, signed, found := bytes.Cut(read(path), []byte("\n\n"))
	lines := strings.Split(string(head), "\n")
	if !found || len(lines) < 2 || lines[0] != "c2sp.org/tlog-proof@v1" {
		must(fmt.Errorf("no proof file"), path)
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[1], "index "), 10, 64)
	must(err, path)
	tree := open(signed, verifiers, path)
	err = tlog.CheckRecord(tlog.RecordProof(hashes(lines[2:])), tree.N,
		tree.Hash, index, tlog.RecordHash(all[index]))
	must(err, path)
}

func main() {
	dir := folder(os.Args[1])
	verifier, err := note.NewVerifier(os.Args[2])
	must(err, "verifier key")
	verifiers := note.VerifierList(verifier)
	old := open(read(os.Args[3]), verifiers, "older checkpoint")
	tree := open(read(filepath.Join(string(dir), "checkpoint")), verifiers,
		"checkpoint")
	reader := tlog.TileHashReader(tree, dir)
	root, err := tlog.TreeHash(tree.N, reader)
	must(err, "root of the tiles")
	if root != tree.Hash {
		must(fmt.Errorf("is not the checkpoint's"), "root of the tiles")
	}
	all := checkEntries(dir, tree, reader)
	checkGrowth(tree, old, reader, string(read(os.Args[4])))
	for _, path := range os.Args[5:] {
		checkProofFile(path, verifiers, all)
	}
	fmt.Printf("sound: %d entries, grown from %d, %d proof files\n", tree.N,
		old.N, len(os.Args)-5)
}
