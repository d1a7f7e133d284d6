namespace Nvr.Export.Writing;

/// <summary>Counts what is written and guesses how long the rest takes. One thread.</summary>
internal sealed class ProgressMeter(TimeProvider time, string folder, ExportEstimate estimate, IProgress<ExportProgress>? progress)
{
    private const long ReportBytes = 1 << 20;

    private readonly long started = time.GetTimestamp();
    private int filesDone;
    private long bytes;
    private long reported;

    public string File { get; private set; } = "";

    public void Begin(string file)
    {
        File = file;
        Report();
    }

    public void Advance(int count)
    {
        bytes += count;
        if (bytes - reported >= ReportBytes)
        {
            Report();
        }
    }

    public void End()
    {
        filesDone++;
        Report();
    }

    private void Report()
    {
        reported = bytes;
        progress?.Report(new ExportProgress(folder, File, filesDone, estimate.Files, bytes, Math.Max(bytes, estimate.Bytes), Remaining()));
    }

    private TimeSpan? Remaining()
    {
        TimeSpan passed = time.GetElapsedTime(started);
        return passed < TimeSpan.FromSeconds(1) || bytes == 0 ? null : passed * ((double)Math.Max(0, estimate.Bytes - bytes) / bytes);
    }
}
