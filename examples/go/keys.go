package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// BusinessKey is the workflow id of an act, by the rule in docs/start-from-other-services.md. The input is as decoded
// from JSON, with json.Number for numbers. Inputs whose key is made of a file or a list of parties have no rule here:
// start those under an id of your own, and the flow finds the right one.
func BusinessKey(flow string, input map[string]any) string {
	parts := append([]string{flow, tenantOf(input)}, partsOf(flow, input)...)
	if occasion := text(input["occasion"]); occasion != "" {
		parts = append(parts, occasion)
	}
	for i, part := range parts {
		parts[i] = encode(part)
	}
	return strings.Join(parts, ":")
}

func tenantOf(input map[string]any) string { return or(text(input["tenant"]), "default") }

func partsOf(flow string, input map[string]any) []string {
	get := func(name string) string { return text(input[name]) }
	payment, _ := input["payment"].(map[string]any)
	switch flow {
	case "purchaseSubscription", "enrolMember":
		return []string{get("partyId"), code(get("itemId")), get("beginDate")}
	case "payInvoice":
		reference, amount, lines := text(payment["reference"]), payment["amount"], list(input["lines"])
		if input["allOpen"] == true {
			return []string{get("partyId"), "allOpen", reference}
		}
		if amount == nil && lines == nil {
			return []string{get("invoiceId"), "full"}
		}
		return []string{get("invoiceId"), "part", or(reference, partOf(amount, lines))}
	case "changeChapter":
		if add := get("add"); add != "" {
			return []string{get("partyId"), "add", chapter(add)}
		}
		if remove := get("remove"); remove != "" {
			return []string{get("partyId"), "remove", chapter(remove)}
		}
		return []string{get("partyId"), "transfer", chapter(get("from")), chapter(get("to"))}
	case "renewMember":
		return []string{get("partyId"), code(get("billingCycleId")), get("effectiveDate")}
	case "runRenewals":
		parts := []string{code(get("billingCycleId")), get("effectiveDate"), chapter(get("chapter")), "all"}
		if input["plan"] == true {
			return append([]string{"plan"}, parts...)
		}
		return parts
	case "joinMember":
		return []string{get("partyId"), code(get("billingCycleId")), get("termBegin")}
	case "purchaseNonDues":
		return []string{get("partyId"), digest(itemsOf(list(input["items"]))), get("termBegin")}
	case "modifySubscription":
		return []string{get("partyId"), code(get("itemId")), digest(texts(input["set"]))}
	case "updateMember":
		return []string{get("partyId"), digest(texts(input["set"]))}
	case "reversePayment":
		parts := []string{get("invoiceId"), or(get("paymentReference"), get("paymentId"))}
		if amount := input["amount"]; amount != nil {
			parts = append(parts, "part", money(amount))
		}
		return parts
	case "ymCreateDues":
		return []string{get("memberId"), get("membershipId"), get("period")}
	}
	panic("no rule for " + flow)
}

func partOf(amount any, lines []map[string]any) string {
	var parts []string
	for _, line := range lines {
		parts = append(parts, text(line["lineId"])+"="+money(line["amount"]))
	}
	slices.Sort(parts)
	if amount != nil {
		parts = append([]string{money(amount)}, parts...)
	}
	return strings.Join(parts, ",")
}

func itemsOf(items []map[string]any) []string {
	var parts []string
	for _, item := range items {
		parts = append(parts, code(text(item["itemId"]))+"|"+or(text(item["quantity"]), "1")+"|"+code(text(item["billingCycleId"])))
	}
	slices.Sort(parts)
	return parts
}

// Codes compare without regard to case.
func code(value string) string    { return strings.ToUpper(strings.TrimSpace(value)) }
func chapter(value string) string { return strings.TrimPrefix(code(value), "CHAPT/") }

func money(value any) string {
	amount, _ := strconv.ParseFloat(text(value), 64)
	return strconv.FormatFloat(amount, 'f', 2, 64)
}

// digest is the first sixteen hex digits of SHA-256 over compact JSON, members sorted by name.
func digest(value any) string {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		panic(err)
	}
	sum := sha256.Sum256(bytes.TrimSpace(out.Bytes()))
	return hex.EncodeToString(sum[:])[:16]
}

// texts has every value as text, and names that begin with a small letter; null stays.
func texts(set any) map[string]any {
	all := map[string]any{}
	for name, value := range set.(map[string]any) {
		name = strings.ToLower(name[:1]) + name[1:]
		if all[name] = value; value != nil {
			all[name] = text(value)
		}
	}
	return all
}

func text(value any) string {
	switch value := value.(type) {
	case nil:
		return ""
	case json.Number:
		number, _ := value.Float64()
		return strconv.FormatFloat(number, 'f', -1, 64)
	default:
		return strings.TrimSpace(fmt.Sprint(value))
	}
}

func list(value any) []map[string]any {
	var all []map[string]any
	items, _ := value.([]any)
	for _, item := range items {
		all = append(all, item.(map[string]any))
	}
	return all
}

// encode writes an absent part as "-" and percent-encodes the UTF-8 of all but these signs.
func encode(part string) string {
	part = or(strings.TrimSpace(part), "-")
	var out strings.Builder
	for _, b := range []byte(part) {
		letter := b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9'
		if letter || strings.IndexByte("_.:/=,|-!~*'()", b) >= 0 {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}
