using System.Diagnostics;
using System.Globalization;
using Bench.Recorders;
using Bench.Report;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Storage.Events;

namespace Bench.Measurements;

/// <summary>
/// Pages of 100 of a large index of events (<see cref="BenchOptions.Events"/>), for each kind of filter with changing values; with the pages of the file in
/// memory and, a few times, after the kernel was told to forget them.
/// </summary>
internal sealed class EventsMeasurement : IMeasurement
{
    private const int Cameras = 16;
    private const int Days = 30;
    private const int WarmUps = 5;
    private const int Pages = 60;
    private const int ColdPages = 7;
    private const double GoalMs = 50;
    private const double P95 = 0.95;
    private const long SecondUs = 1_000_000;
    private const long HourUs = 3600 * SecondUs;
    private const long DayUs = 24 * HourUs;

    private UtcTime start;
    private IReadOnlyList<CameraId> cameras = [];

    public async Task<IReadOnlyList<Row>> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        string directory = Filled(options);
        await using FootageStore store = Open(directory);
        UtcTime newest = store.Events.ListEvents(new EventFilter { Limit = 1 }).Events[0].Start;
        start = newest.Plus(-Days * DayUs);
        cameras = [.. store.Events.ListZones().Where(z => z.Zone.EndsWith("-0", StringComparison.Ordinal)).OrderBy(z => z.Zone.Length).ThenBy(z => z.Zone, StringComparer.Ordinal).Select(z => z.Camera)];
        return [.. Filters().Select(f => Measure(store.Events, f.Name, f.Make, Path.Combine(directory, "index.db")))];
    }

    // Material: filling takes minutes, and searching changes nothing.
    private static string Filled(BenchOptions options)
    {
        string directory = Path.GetFullPath(Path.Combine(options.WorkDirectory, string.Create(CultureInfo.InvariantCulture, $"events-{options.Events}")));
        if (!Directory.Exists(directory))
        {
            Progress.Say($"Filling an index with {options.Events:N0} events…");
            string unfinished = RunningRecorder.Fresh(directory + ".unfinished");
            long begun = Stopwatch.GetTimestamp();
            EventFiller.Fill(unfinished, options.Events, Cameras, Days, BoxClock.System().WallNow);
            Progress.Say($"  took {Stopwatch.GetElapsedTime(begun).TotalSeconds:F0} s, {new FileInfo(Path.Combine(unfinished, "index.db")).Length / (1 << 20)} MiB");
            Directory.Move(unfinished, directory);
        }
        return directory;
    }

    private IEnumerable<(string Name, Func<Random, EventFilter> Make)> Filters() =>
    [
        ("newest", _ => new()),
        ("oldest", _ => new() { OldestFirst = true }),
        ("a camera", r => new() { Cameras = [Any(r)] }),
        ("five cameras", r => new() { Cameras = [Any(r), Any(r), Any(r), Any(r), Any(r)] }),
        ("all cameras by name", _ => new() { Cameras = [.. cameras] }),
        ("an hour", r => new() { Range = Span(r, HourUs) }),
        ("a day", r => new() { Range = Span(r, DayUs) }),
        ("18 to 20 h of each day", _ => new() { Ranges = Evenings() }),
        ("a kind", r => new() { Kinds = [(CameraEventKind)(1 + r.Next(4))] }),
        ("a kind, 1 in 10,000", _ => new() { Kinds = [CameraEventKind.Tamper] }),
        ("a class", r => new() { Objects = [(ObjectClass)(1 + r.Next(3))] }),
        ("a class that is not there", _ => new() { Objects = [ObjectClass.Plate] }),
        ("a colour", r => new() { Colours = (ObjectColours)(1 << r.Next(3)) }),
        ("a colour, 1 in 7,000", _ => new() { Colours = EventFiller.RareColour }),
        ("a zone", r => new() { Zones = [$"zone {r.Next(Cameras)}-{r.Next(4)}"] }),
        ("part of a zone's name", r => new() { Zone = $"{r.Next(Cameras)}-" }),
        ("a zone, 1 in 10,000", _ => new() { Zone = "CELLAR" }),
        ("a zone, 1 in 1,000,000", _ => new() { Zone = EventFiller.RarestZone }),
        ("a zone that is not there", _ => new() { Zone = "attic" }),
        ("size: large", _ => new() { MinArea = 0.2 }),
        ("size: tiny", _ => new() { MaxArea = 0.0005 }),
        ("direction", r => new() { Directions = [(MoveDirection)(1 + r.Next(4))] }),
        ("longer than 30 s", _ => new() { MinDurationUs = 30 * SecondUs }),
        ("longer than 12 h", _ => new() { MinDurationUs = 12 * HourUs }),
        ("source", r => new() { Origins = [(EventOrigin)r.Next(2)] }),
        ("confidence from 0.99", _ => new() { MinConfidence = 0.99 }),
        ("red vehicle, a camera, 18 to 20 h", r => new() { Colours = ObjectColours.Red, Objects = [ObjectClass.Vehicle], Cameras = [Any(r)], Ranges = Evenings() }),
        ("person loitering in a zone, a week", r => new()
            { Objects = [ObjectClass.Person], Kinds = [CameraEventKind.Loitering], Zones = [$"Zone {r.Next(Cameras)}-{r.Next(4)}"], Range = Span(r, 7 * DayUs) }),
        ("rare zone and a colour, a day", r => new() { Zone = EventFiller.RareZone, Colours = ObjectColours.Blue, Range = Span(r, DayUs) }),
        ("eight properties", r => new()
        {
            Cameras = [Any(r)], Kinds = [CameraEventKind.Object], Objects = [ObjectClass.Person], Colours = ObjectColours.Black, Directions = [MoveDirection.Left],
            MinArea = 0.01, MinDurationUs = 10 * SecondUs, Origins = [EventOrigin.Recorder], MinConfidence = 0.6,
        }),
        ("a camera and another's zone: none", _ => new() { Cameras = [cameras[0]], Zones = ["Zone 9-1"] }),
        ("sound with a direction: none", _ => new() { Kinds = [CameraEventKind.Audio], Directions = [MoveDirection.Left] }),
        ("motion of a person: none", _ => new() { Kinds = [CameraEventKind.Motion], Objects = [ObjectClass.Person], OldestFirst = true }),
    ];

    private static Row Measure(IEventReader events, string name, Func<Random, EventFilter> make, string index)
    {
        Random random = new(1);
        List<double> warm = [];
        int found = 0;
        int cut = 0;
        TimeSpan cpu = default;
        for (int i = 0; i < WarmUps + Pages; i++)
        {
            EventFilter filter = make(random);
            cpu = i == WarmUps ? Environment.CpuUsage.TotalTime : cpu;
            long begun = Stopwatch.GetTimestamp();
            EventPage page = events.ListEvents(filter);
            warm.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            found = page.Events.Count;
            cut += page.LookedUntil is null ? 0 : 1;
        }
        double cpuMs = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / Pages;
        List<double> timed = warm[WarmUps..];
        double cold = Figures.Median(Enumerable.Range(0, ColdPages).Select(_ => Cold(events, make(random), index)));
        Progress.Say($"  {name}: median {Figures.Short(Figures.Median(timed))} ms, worst {Figures.Short(timed.Max())} ms, of which {Figures.Short(cpuMs)} ms of a core, cold {Figures.Short(cold)} ms, {found} found, {cut} cut short");
        return Row.Bounded($"events: {name}; 95th percentile of {Pages} pages", Figures.Quantile(timed, P95), GoalMs, "ms");
    }

    // The kernel drops what is clean of this file alone; what other processes read stays.
    private static double Cold(IEventReader events, EventFilter filter, string index)
    {
        using (Process drop = Process.Start("dd", ["if=" + index, "iflag=nocache", "count=0", "status=none"]))
        {
            drop.WaitForExit();
        }
        long begun = Stopwatch.GetTimestamp();
        events.ListEvents(filter);
        return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
    }

    private static FootageStore Open(string directory) => FootageStore.Open(
        new FootageStoreOptions
        {
            Volumes = [new VolumeOptions(directory) { ReserveBytes = 0 }],
            ScanForOrphans = false,
            RetentionIntervalMs = int.MaxValue,
            ClockSynchronised = () => true,
        },
        BoxClock.System(),
        new HealthBoard());

    private CameraId Any(Random random) => cameras[random.Next(cameras.Count)];

    private UtcRange Span(Random random, long lengthUs)
    {
        UtcTime from = start.Plus(random.NextInt64((Days * DayUs) - lengthUs));
        return new UtcRange(from, from.Plus(lengthUs));
    }

    private UtcRange[] Evenings() =>
        [.. Enumerable.Range(0, Days).Select(day => new UtcRange(start.Plus((day * DayUs) + (18 * HourUs)), start.Plus((day * DayUs) + (20 * HourUs))))];
}
