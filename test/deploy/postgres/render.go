// Renders the configuration of the Temporal server from its template (standard input) and the environment, as dockerize
// does in the image: the same template language, and the functions of dockerize that the template uses.
package main

import (
	"io"
	"log"
	"os"
	"strings"
	"text/template"
)

// The first value that is set. A variable that is not set is nil, one that is set to nothing is not.
func firstSet(values ...any) any {
	for _, value := range values {
		if value != nil {
			return value
		}
	}
	return nil
}

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	env := map[string]string{}
	for _, entry := range os.Environ() {
		name, value, _ := strings.Cut(entry, "=")
		env[name] = value
	}
	functions := template.FuncMap{"default": firstSet, "lower": strings.ToLower, "split": strings.Split, "trim": strings.TrimSpace}
	parsed, err := template.New("config").Funcs(functions).Parse(string(text))
	if err != nil {
		log.Fatal(err)
	}
	if err := parsed.Execute(os.Stdout, map[string]any{"Env": env}); err != nil {
		log.Fatal(err)
	}
}
