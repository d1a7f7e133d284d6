using System.IO.Compression;
using System.Text;
using Nvr.Core;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Recording.Cameras;
using Nvr.Storage;
using Nvr.Web.Api;
using Nvr.Web.Api.Models;
using Nvr.Web.Box;
using Nvr.Web.Disks;

namespace Nvr.Web.Support;

/// <summary>
/// What helps somebody who is asked why the box does not do as it should, as one ZIP that is made while it is sent: versions, health, storage, disks, cameras with their states, logs. Made of what is listed here and of
/// nothing else: no settings file is opened for it. Every text goes through the <see cref="Redactor"/>. Bounded: <see cref="MostLogBytes"/> a log, and what the API shows. Thread-safe.
/// </summary>
internal sealed class SupportBundle(
    ISupportLog support, BoxBook box, IBoxFacts facts, HealthBoard health, ICameraDirectory cameras, IFootageReader footage, IDiskRoom disks, BoxClock clock, WebOptions options)
{
    /// <summary>Of each log, before it is compressed: the last lines are kept.</summary>
    public const int MostLogBytes = 8 << 20;

    private const string ReadMe =
        """
        What a supporter needs to find out why this recorder does not do as it should.

        about.txt      versions, machine, clock
        health.json    what the recorder says of itself
        cameras.json   each camera's address (host and port alone), and how its streams are
        storage.json   where recordings lie, and how much of each camera
        disks.json     disks, bays and volumes
        log.txt        what the program has logged since it was started
        journal.txt    what the system's journal has of the program, where there is one

        Not in it: passwords, keys, tokens, user names and paths of cameras, recordings, pictures, and the list of what people did. Where a log held such a thing it says [hidden].
        In it: names of cameras, disks' serial numbers, addresses on the local network, and names of people where the log says what they did. Give it only to somebody whom you trust with these.
        """;

    public string Name => $"NVR-support-{box.HostLabel ?? "recorder"}-{clock.Time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}.zip";

    public async Task WriteAsync(Stream output, CancellationToken cancellation)
    {
        var redactor = new Redactor(support.Secrets());
        var relay = new Relay(output);
        using (var archive = new ZipArchive(relay, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            await AddAllAsync(new SupportFiles(archive, relay, redactor, clock.Time.GetUtcNow()), cancellation);
        }
        await relay.DrainAsync(all: true, cancellation);
    }

    private async Task AddAllAsync(SupportFiles files, CancellationToken cancellation)
    {
        await files.AddAsync("README.txt", [ReadMe], cancellation);
        await files.AddAsync("about.txt", About(), cancellation);
        await files.AddAsync("health.json", Health(health.Read()), ApiJson.Wire.HealthModel, cancellation);
        await files.AddAsync("cameras.json", new SupportModel([.. cameras.List().Select(SupportCameraModel.Of)]), ApiJson.Wire.SupportModel, cancellation);
        await files.AddAsync("storage.json", new StorageModel([.. footage.ListVolumes().Select(VolumeModel.Of)], [.. footage.ListUsage().Select(UsageModel.Of)]), ApiJson.Wire.StorageModel, cancellation);
        await files.AddAsync("disks.json", disks.Read(), ApiJson.Wire.DisksView, cancellation);
        await files.AddAsync("log.txt", Last(support.Own()), cancellation);
        if (await JournalAsync(cancellation) is { } journal)
        {
            await files.AddAsync("journal.txt", Last(journal), cancellation);
        }
    }

    private HealthModel Health(IReadOnlyList<HealthItem> items) =>
        new(Words.Of(items is [{ Level: var worst }, ..] ? worst : HealthLevel.Unknown), clock.WallNow.ToString(), [.. items.Select(i => HealthItemModel.Of(i, withCause: true))]);

    private IEnumerable<string> About()
    {
        yield return $"Name: {box.ShownName}";
        yield return $"Version: {options.ProductVersion}{(options.Simulated ? ", simulated board" : "")}";
        yield return $"Serial number: {facts.Serial}";
        yield return $"Now: {clock.WallNow}, clock {SetUpWords.Of(facts.Clock)}, time zone {clock.Zone.Id}";
        foreach ((string name, string value) in support.Machine())
        {
            yield return $"{name}: {value}";
        }
    }

    // A journal that cannot be read is told in its place: the rest helps all the same.
    private async Task<IReadOnlyList<string>?> JournalAsync(CancellationToken cancellation)
    {
        try
        {
            return await support.JournalAsync(cancellation);
        }
        catch (NvrException unreadable)
        {
            return [unreadable.Message];
        }
    }

    private static IEnumerable<string> Last(IReadOnlyList<string> lines)
    {
        int first = lines.Count;
        for (long bytes = 0; first > 0; first--)
        {
            bytes += Encoding.UTF8.GetByteCount(lines[first - 1]) + 1;
            if (bytes > MostLogBytes)
            {
                break;
            }
        }
        return lines.Skip(first);
    }
}
