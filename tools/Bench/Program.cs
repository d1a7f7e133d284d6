using System.CommandLine;
using Bench;
using Bench.Measurements;
using Bench.Report;

var parts = new Dictionary<string, IMeasurement>
{
    ["record"] = new RecordMeasurement(),
    ["turns"] = new TurnsMeasurement(),
    ["scale"] = new ScaleMeasurement(),
    ["syscalls"] = new SyscallMeasurement(),
    ["seek"] = new SeekMeasurement(),
    ["events"] = new EventsMeasurement(),
    ["overview"] = new OverviewMeasurement(),
    ["retention"] = new RetentionMeasurement(),
    ["latency"] = new LatencyMeasurement(),
    ["motion"] = new MotionMeasurement(),
    ["pictures"] = new PicturesMeasurement(),
    ["decoding"] = new DecodingMeasurement(),
    ["load"] = new LoadMeasurement(),
    ["watching"] = new WatchingMeasurement(),
    ["page"] = new PageMeasurement(),
    ["tab"] = new TabMeasurement(),
};

var part = new Argument<string>("part") { Description = $"What to measure: {string.Join(", ", parts.Keys)} or all.", DefaultValueFactory = _ => "all" };
part.AcceptOnlyFromAmong([.. parts.Keys, "all"]);
var cameras = new Option<int>("--cameras") { Description = "How many cameras.", DefaultValueFactory = _ => 8 };
var seconds = new Option<int>("--seconds") { Description = "How long CPU is measured.", DefaultValueFactory = _ => 60 };
var events = new Option<int>("--events") { Description = "How many events are searched.", DefaultValueFactory = _ => 10_000_000 };
var nvrd = new Option<string>("--nvrd") { Description = "The published program.", Required = true };
var repository = new Option<string>("--repository") { Description = "Root of the checkout.", DefaultValueFactory = _ => Environment.CurrentDirectory };
var work = new Option<string>("--work") { Description = "Where material is kept and recordings are made.", DefaultValueFactory = _ => "artifacts/bench" };

var command = new RootCommand("Measures nvrd beside other recorders and prints one table of ratios.") { part, cameras, seconds, events, nvrd, repository, work };
command.SetAction(async (given, cancellation) =>
{
    var options = new BenchOptions(
        given.GetRequiredValue(nvrd), given.GetRequiredValue(repository), Path.GetFullPath(given.GetRequiredValue(work)),
        given.GetValue(cameras), TimeSpan.FromSeconds(given.GetValue(seconds)), given.GetValue(events));
    string chosen = given.GetRequiredValue(part);
    var rows = new List<Row>();
    foreach ((string name, IMeasurement measurement) in parts)
    {
        rows.AddRange(chosen == "all" || chosen == name ? await measurement.RunAsync(options, cancellation) : []);
    }
    Console.WriteLine(RatioTable.Format(rows));
    return rows.Any(r => r.Held == false) ? 1 : 0;
});
return await command.Parse(args).InvokeAsync();
