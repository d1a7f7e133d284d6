using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Torture.Box;

namespace Nvr.Host.Tests.Kit;

/// <summary>Somebody else's RTSP server, as a process. It ends with this object, and with the test program however that ends.</summary>
internal sealed class ForeignCamera : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ForeignCamera(Process process, Uri url)
    {
        this.process = process;
        Url = url;
    }

    public Uri Url { get; }

    /// <summary>GStreamer's server with the script's options; credentials go into the address.</summary>
    public static async Task<ForeignCamera> GstreamerAsync(string options, string scheme = "rtsp", string credentials = "")
    {
        string script = Path.Combine(Repository.Root, "tests", "ForeignCameras", "gst_rtsp.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(StartLimit);
        string? ready = await process.StandardOutput.ReadLineAsync(limit.Token);
        int port = int.Parse(ready!["ready ".Length..], CultureInfo.InvariantCulture);
        return new ForeignCamera(process, new Uri($"{scheme}://{credentials}127.0.0.1:{port}/stream"));
    }

    /// <summary>VLC looping a file: RTP over UDP only, and Basic authentication.</summary>
    public static async Task<ForeignCamera> VlcAsync(string file, string user, string password, string home)
    {
        int port = FreePort.Take();
        ProcessStartInfo start = VlcProgram.Start(
            home,
            file, "--loop", "--sout", $"#rtp{{sdp=rtsp://127.0.0.1:{port}/stream}}", "--sout-keep",
            "--sout-rtsp-user", user, "--sout-rtsp-pwd", password);
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Wait.UntilAsync(() => Listens(port), StartLimit, () => "VLC listens");
        return new ForeignCamera(process, new Uri($"rtsp://{user}:{password}@127.0.0.1:{port}/stream"));
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
        process.Dispose();
    }

    private static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
