using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Time;

namespace Nvr.Onvif.Discovery.Leases;

/// <summary>
/// The lease file of dnsmasq, which is read and never written. It may be missing, half written (a line without its end does not count), larger than any
/// lease file (the first 2 MiB count) or unreadable, which is logged once. Thread-safe, but for one waiter at a time; owns its watch on the file.
/// <para>
/// Leases run out by the monotonic clock. How much is left of one is its expiry less the time at which the file was written: both are labels of the
/// server's clock at one moment, so that a box whose clock was not set yet, or was set in between, takes no lease for run out that is not.
/// </para>
/// </summary>
public sealed partial class DnsmasqLeaseFile(string path, BoxClock clock, ILogger<DnsmasqLeaseFile> logger) : ILeaseTable, IDisposable
{
    /// <summary>Where Debian's dnsmasq keeps it unless told otherwise (<c>dhcp-leasefile</c>).</summary>
    public const string Usual = "/var/lib/misc/dnsmasq.leases";

    private const int MaxBytes = 2 * 1024 * 1024;
    private const int MaxLeases = 1024;

    private readonly Lock gate = new();
    private readonly FileSignal signal = new(path);
    private (DateTime Written, long Length)? version;
    private Held[] held = [];
    private bool hasLooked;
    private string? trouble;

    public IReadOnlyList<Lease> Read()
    {
        lock (gate)
        {
            signal.Forget();
            Refresh_NeedsLock();
            long nowUs = clock.MonotonicUs;
            return [.. held.Where(l => l.UntilUs > nowUs).Select(l => l.Lease)];
        }
    }

    public Task WaitForChangeAsync(CancellationToken cancellation) => signal.WaitAsync(cancellation);

    public void Dispose() => signal.Dispose();

    private void Refresh_NeedsLock()
    {
        try
        {
            using SafeFileHandle file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            (DateTime Written, long Length) found = (File.GetLastWriteTimeUtc(file), RandomAccess.GetLength(file));
            if (found == version)
            {
                return;
            }
            held = Leases(Content(file, found.Length), found.Written);
            (version, hasLooked) = (found, true);
            Say(found.Length > MaxBytes ? $"it has {found.Length} bytes, which no lease file has, so that only its beginning is looked at." : null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            (version, held, hasLooked) = (null, [], true);
            Say(null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Say(e.Message);
        }
    }

    private static byte[] Content(SafeFileHandle file, long length)
    {
        byte[] content = new byte[Math.Min(length, MaxBytes)];
        int read = 0;
        while (read < content.Length && RandomAccess.Read(file, content.AsSpan(read), read) is > 0 and int more)
        {
            read += more;
        }
        return content[..read];
    }

    private Held[] Leases(ReadOnlySpan<byte> content, DateTime written)
    {
        // What came since the last look was written just now, whatever the clocks say.
        long ageUs = hasLooked ? 0 : Math.Max(0, (long)(clock.Time.GetUtcNow().UtcDateTime - written).TotalMicroseconds);
        var found = new List<Held>();
        while (found.Count < MaxLeases && content.IndexOf((byte)'\n') is >= 0 and int end)
        {
            if (LeaseLine.Read(content[..end]) is { } line)
            {
                found.Add(new Held(line.Lease, UntilUs(line.ExpirySeconds, written, ageUs)));
            }
            content = content[(end + 1)..];
        }
        return [.. found.OrderBy(l => l.UntilUs)];
    }

    private long UntilUs(long expirySeconds, DateTime written, long ageUs)
    {
        double leftSeconds = expirySeconds - (written - DateTime.UnixEpoch).TotalSeconds;
        // The server writes none that has run out: its clock was set in between, or it was built to write how long they last.
        return expirySeconds == 0 || leftSeconds <= 0 ? long.MaxValue : clock.MonotonicUs - ageUs + (long)(Math.Min(leftSeconds, uint.MaxValue) * 1_000_000);
    }

    private void Say(string? what)
    {
        if (what != trouble && what is not null)
        {
            LogTrouble(path, what);
        }
        trouble = what;
    }

    private sealed record Held(Lease Lease, long UntilUs);

    [LoggerMessage(LogLevel.Warning, "The lease file {Path} of the DHCP server is not read as it should be: {Trouble}")]
    private partial void LogTrouble(string path, string trouble);
}
