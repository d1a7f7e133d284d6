using System.Collections.Concurrent;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Web.Exports;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Exports that are in whatever state a test wants, and files of given bytes.</summary>
public sealed class FakeExports(BoxClock clock) : IExportRoom
{
    private readonly ConcurrentDictionary<string, ExportView> exports = new();
    private int last;

    public byte[] Content { get; set; } = [.. Enumerable.Range(0, 1000).Select(i => (byte)i)];

    public string FileName { get; set; } = "door.mp4";

    public ConcurrentQueue<ExportWish> Wishes { get; } = new();

    /// <summary>Sends the first byte and no other.</summary>
    public bool Stalls { get; set; }

    public IReadOnlyList<ExportView> List() => [.. exports.Values.OrderByDescending(e => e.Id)];

    public ExportView? Find(string id) => exports.GetValueOrDefault(id);

    public ExportView Order(ExportWish wish, string wantedBy)
    {
        Wishes.Enqueue(wish);
        string id = $"e{Interlocked.Increment(ref last)}";
        return exports[id] = new ExportView(
            id, [.. wish.Cameras.Select(c => new ExportCameraView(c.ToString(), "<b>Door & yard</b>"))], wish.Range.Start.ToString(), wish.Range.End.ToString(), wish.Reason, wish.Form, wantedBy,
            clock.WallNow.ToString(), ExportView.Ready, "The movie is ready.", null, 1, null, Content.Length, true, clock.WallNow.Plus(7 * 24 * 3_600_000_000L).ToString());
    }

    public void Set(string id, string state) => exports[id] = exports[id] with { State = state };

    public void Remove(string id)
    {
        if (!exports.TryRemove(id, out _))
        {
            throw new NvrException(ErrorKind.NotFound, "There is no such export.");
        }
    }

    public void Keep(string id, UtcTime until) => exports[id] = exports[id] with { KeptUntil = until.ToString() };

    public IExportFile Open(string id) => Find(id) switch
    {
        null => throw new NvrException(ErrorKind.NotFound, "There is no such export."),
        { State: ExportView.Ready } => new FakeFile(this),
        _ => throw new NvrException(ErrorKind.Conflict, "This export is not ready yet."),
    };

    private sealed class FakeFile(FakeExports room) : IExportFile
    {
        public string Name => room.FileName;

        public string ContentType => "video/mp4";

        public long Length => room.Content.Length;

        public string EntityTag => "\"export-1\"";

        public async Task CopyToAsync(Stream destination, long offset, long count, CancellationToken cancellation)
        {
            if (room.Stalls)
            {
                await destination.WriteAsync(room.Content.AsMemory(0, 1), cancellation);
                await Task.Delay(Timeout.Infinite, cancellation);
            }
            await destination.WriteAsync(room.Content.AsMemory((int)offset, (int)count), cancellation);
        }

        public void Dispose()
        {
            // Bytes in memory.
        }
    }
}
