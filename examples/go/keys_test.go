package main

import (
	"encoding/json"
	"os"
	"testing"
)

// The vectors are those of the TypeScript library's own test.
func TestBusinessKeys(t *testing.T) {
	file, err := os.Open("../keys.json")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var vectors []struct {
		Flow  string
		Input map[string]any
		Key   string
	}
	decoder := json.NewDecoder(file)
	decoder.UseNumber()
	if err := decoder.Decode(&vectors); err != nil {
		t.Fatal(err)
	}
	if len(vectors) < 40 {
		t.Fatalf("only %d vectors", len(vectors))
	}
	for _, vector := range vectors {
		if key := BusinessKey(vector.Flow, vector.Input); key != vector.Key {
			t.Errorf("%s is %s, not %s", vector.Flow, key, vector.Key)
		}
	}
}
