using Bench.Processes;

namespace Bench.Cameras;

/// <summary>GStreamer's RTSP server with as many mounts as wanted, each looping the material. Ends when disposed.</summary>
internal sealed class ForeignCameras : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly ChildProcess server;

    private ForeignCameras(ChildProcess server, IReadOnlyList<Uri> urls)
    {
        this.server = server;
        Urls = urls;
    }

    public IReadOnlyList<Uri> Urls { get; }

    public int ProcessId => server.Id;

    public static async Task<ForeignCameras> StartAsync(BenchOptions options, int count, CancellationToken cancellation)
    {
        string movie = await Material.EnsureAsync(options.WorkDirectory, cancellation);
        string script = Path.Combine(options.Repository, "tools", "Bench", "peers", "cameras.py");
        ChildProcess server = ChildProcess.Start("/usr/bin/python3", script, movie, $"{count}");
        try
        {
            string ready = await server.LineAsync(l => l.StartsWith("ready ", StringComparison.Ordinal), StartLimit, cancellation);
            string root = $"rtsp://127.0.0.1:{ready["ready ".Length..]}/cam";
            return new ForeignCameras(server, [.. Enumerable.Range(0, count).Select(i => new Uri($"{root}{i}"))]);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();
}
