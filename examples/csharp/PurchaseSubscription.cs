// Sells a subscription from a C# service. Shown, not run in the tests of this project (dotnet add package Temporalio).
//
//     dotnet run PARTY ITEM BEGIN_DATE [TENANT]
//
// Exit codes: 0 completed, 3 another verdict, 4 parked.
using System.Text.Json.Serialization;
using Temporalio.Api.Enums.V1;
using Temporalio.Client;
using Temporalio.Common;
using Temporalio.Common.EnvConfig;
using Temporalio.Exceptions;

string partyId = args[0], itemId = args[1], beginDate = args[2], tenant = args.Length > 3 ? args[3] : "default";
var client = await TemporalClient.ConnectAsync(ClientEnvConfig.LoadClientConnectOptions());

// The business key is the workflow id; docs/start-from-other-services.md has the rule for every flow.
var id = string.Join(":", new[] { "purchaseSubscription", tenant, partyId, itemId.Trim().ToUpperInvariant(), beginDate }.Select(Encode));

WorkflowHandle handle;
try
{
    // The same act has the same id: the server never runs two. One that runs is joined.
    handle = await client.StartWorkflowAsync(
        "purchaseSubscription",
        new object[] { new Input(tenant, partyId, itemId, beginDate, new Payment("CASH", "Cash")) },
        new(id, Environment.GetEnvironmentVariable("DUESFLOW_TASK_QUEUE") ?? "duesflow")
        {
            IdConflictPolicy = WorkflowIdConflictPolicy.UseExisting,
            IdReusePolicy = WorkflowIdReusePolicy.RejectDuplicate,
            TypedSearchAttributes = new SearchAttributeCollection.Builder()
                .Set(SearchAttributeKey.CreateKeyword("Tenant"), tenant)
                .Set(SearchAttributeKey.CreateKeyword("PartyId"), partyId)
                .ToSearchAttributeCollection(),
        });
}
catch (WorkflowAlreadyStartedException)
{
    // The act has ended: its report tells how.
    handle = client.GetWorkflowHandle(id);
}

var report = await EndOrParked(handle);
if (report.Parked is { } parked)
{
    Console.WriteLine($"parked    at \"{parked.Step}\": {parked.Why}");
    Console.WriteLine($"A person decides: duesflow repair {id} VERB --by NAME --why REASON ({string.Join(", ", parked.Verbs)}).");
    Console.WriteLine("Then run this again: it joins the flow.");
    return 4;
}
Console.WriteLine($"verdict   {report.Verdict}");
Console.WriteLine($"invoice   {report.Ids.GetValueOrDefault("invoiceId", "none")}");
if (report.Verdict == "completed") return 0;
Console.WriteLine($"cause     {report.Cause?.Message}");
return 3;

// A parked flow waits for a person, perhaps for days, so it is asked every ten seconds.
static async Task<Report> EndOrParked(WorkflowHandle handle)
{
    var result = handle.GetResultAsync<Report>();
    while (await Task.WhenAny(result, Task.Delay(TimeSpan.FromSeconds(10))) != result)
    {
        var now = await handle.QueryAsync<Report>("report", Array.Empty<object>());
        if (now.State == "parked") return now;
    }
    try
    {
        return await result;
    }
    // Every verdict but "completed" ends the workflow as failed, with the report as the first detail.
    catch (WorkflowFailedException error) when (error.InnerException is ApplicationFailureException { Details.Count: > 0 } failure)
    {
        return failure.Details.ElementAt<Report>(0);
    }
}

// Percent-encodes the UTF-8 of all but letters and digits of ASCII and these signs.
static string Encode(string part) => string.Concat(System.Text.Encoding.UTF8.GetBytes(part.Trim()).Select(b =>
    char.IsAsciiLetterOrDigit((char)b) || "_.:/=,|-!~*'()".Contains((char)b) ? ((char)b).ToString() : $"%{b:X2}"));

// Members are camelCase in JSON: the SDK's default converter writes names as they are, hence the attributes.
record Payment([property: JsonPropertyName("methodId")] string MethodId, [property: JsonPropertyName("type")] string Type);
record Input(
    [property: JsonPropertyName("tenant")] string Tenant,
    [property: JsonPropertyName("partyId")] string PartyId,
    [property: JsonPropertyName("itemId")] string ItemId,
    [property: JsonPropertyName("beginDate")] string BeginDate,
    [property: JsonPropertyName("payment")] Payment Payment);
record Parked([property: JsonPropertyName("step")] string Step, [property: JsonPropertyName("why")] string Why, [property: JsonPropertyName("verbs")] string[] Verbs);
record Cause([property: JsonPropertyName("message")] string Message);
record Report(
    [property: JsonPropertyName("state")] string State,
    [property: JsonPropertyName("verdict")] string? Verdict,
    [property: JsonPropertyName("ids")] Dictionary<string, string> Ids,
    [property: JsonPropertyName("cause")] Cause? Cause,
    [property: JsonPropertyName("parked")] Parked? Parked);
