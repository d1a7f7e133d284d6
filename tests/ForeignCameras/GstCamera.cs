using System.Diagnostics;
using System.Globalization;

namespace ForeignCameras;

/// <summary>A running gst_rtsp.py. Ends with its standard input, so it never outlives the test that started it.</summary>
public sealed class GstCamera : IAsyncDisposable
{
    private readonly Process process;

    private GstCamera(Process process, int port)
    {
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    public static async Task<GstCamera> StartAsync(string arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", $"{Script()} {arguments}")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process process = Process.Start(start)!;
        string? line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(30));
        if (line is null || !line.StartsWith("ready ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"gst_rtsp.py {arguments} said '{line}'");
        }
        return new GstCamera(process, int.Parse(line[6..], CultureInfo.InvariantCulture));
    }

    public Uri Url(string mount = "stream", string scheme = "rtsp") => new($"{scheme}://127.0.0.1:{Port}/{mount}");

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
        }
        catch (TimeoutException)
        {
            process.Kill();
        }
        process.Dispose();
    }

    private static string Script()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "NvrAppliance.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }
        return Path.Combine(folder ?? "", "tests", "ForeignCameras", "gst_rtsp.py");
    }
}
