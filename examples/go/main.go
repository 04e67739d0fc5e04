// Sells a subscription from a Go service: starts the flow or joins the one of the same act, waits, and tells how it ended.
//
//	go run . PARTY ITEM BEGIN_DATE [TENANT]
//
// TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and Temporal's other variables say where. Exit codes: 0 completed, 3 another
// verdict, 4 parked.
package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"time"

	enums "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"go.temporal.io/sdk/contrib/envconfig"
	"go.temporal.io/sdk/temporal"
)

const flow = "purchaseSubscription"

// Report is the part of a flow's report that is used here; schemas/report.json has the whole.
type Report struct {
	State   string            `json:"state"`
	Verdict string            `json:"verdict"`
	IDs     map[string]string `json:"ids"`
	Cause   struct {
		Message string `json:"message"`
	} `json:"cause"`
	Parked struct {
		Step  string   `json:"step"`
		Why   string   `json:"why"`
		Verbs []string `json:"verbs"`
	} `json:"parked"`
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "Usage: go run . PARTY ITEM BEGIN_DATE [TENANT]")
		os.Exit(2)
	}
	input := map[string]any{
		"partyId": os.Args[1], "itemId": os.Args[2], "beginDate": os.Args[3],
		"payment": map[string]any{"methodId": "CASH", "type": "Cash"},
	}
	if len(os.Args) > 4 {
		input["tenant"] = os.Args[4]
	}
	code, err := run(context.Background(), input)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(5)
	}
	os.Exit(code)
}

func run(ctx context.Context, input map[string]any) (int, error) {
	options := envconfig.MustLoadDefaultClientOptions()
	// The SDK's own logger writes to standard output.
	options.Logger = slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	c, err := client.Dial(options)
	if err != nil {
		return 0, err
	}
	defer c.Close()

	// The same act has the same id: the server never runs two. An act that runs is joined, one that has ended answers with
	// its report. REJECT_DUPLICATE: docs/start-from-other-services.md says when to try an act again.
	handle, err := c.ExecuteWorkflow(ctx, client.StartWorkflowOptions{
		ID:                       BusinessKey(flow, input),
		TaskQueue:                or(os.Getenv("DUESFLOW_TASK_QUEUE"), "duesflow"),
		WorkflowIDConflictPolicy: enums.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING,
		WorkflowIDReusePolicy:    enums.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE,
		TypedSearchAttributes: temporal.NewSearchAttributes(
			temporal.NewSearchAttributeKeyKeyword("Tenant").ValueSet(tenantOf(input)),
			temporal.NewSearchAttributeKeyKeyword("PartyId").ValueSet(input["partyId"].(string)),
		),
	}, flow, input)
	if err != nil {
		return 0, err
	}
	report, err := endOrParked(ctx, c, handle)
	if err != nil {
		return 0, err
	}
	return tell(handle.GetID(), report), nil
}

// endOrParked waits for the end. A parked flow waits for a person, perhaps for days, so it is asked every ten seconds.
func endOrParked(ctx context.Context, c client.Client, handle client.WorkflowRun) (report Report, err error) {
	for {
		waiting, cancel := context.WithTimeout(ctx, 10*time.Second)
		err = handle.Get(waiting, &report)
		late := waiting.Err() != nil
		cancel()
		if err == nil {
			return report, nil
		}
		// Every verdict but "completed" ends the workflow as failed, with the report as the first detail.
		var failure *temporal.ApplicationError
		if errors.As(err, &failure) && failure.HasDetails() {
			return report, failure.Details(&report)
		}
		if !late {
			return report, err
		}
		answer, err := c.QueryWorkflow(ctx, handle.GetID(), handle.GetRunID(), "report")
		if err != nil {
			return report, err
		}
		if err = answer.Get(&report); err != nil || report.State == "parked" {
			return report, err
		}
	}
}

func tell(id string, report Report) int {
	if report.State == "parked" {
		fmt.Printf("parked    at %q: %s\n", report.Parked.Step, report.Parked.Why)
		fmt.Printf("A person decides: duesflow repair %s VERB --by NAME --why REASON (%s).\n", id, strings.Join(report.Parked.Verbs, ", "))
		fmt.Println("Then run this again: it joins the flow.")
		return 4
	}
	fmt.Printf("verdict   %s\n", report.Verdict)
	fmt.Printf("invoice   %s\n", or(report.IDs["invoiceId"], "none"))
	if report.Verdict == "completed" {
		return 0
	}
	fmt.Printf("cause     %s\n", report.Cause.Message)
	return 3
}

func or(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}
