using System.Text;
using Microsoft.Win32.SafeHandles;
using Nvr.Core.Time;
using Nvr.Onvif.Discovery.Leases;
using Nvr.Onvif.Tests.Kit;

namespace Nvr.Onvif.Tests.Discovery.Leases;

/// <summary>Real files, dated as the server would have written them.</summary>
public sealed class DnsmasqLeaseFileTests : IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 28, 12, 0, 0, TimeSpan.Zero);

    private readonly string folder = Directory.CreateTempSubdirectory("leases-").FullName;
    private readonly SteppedTime time = new(s_now);
    private readonly LogKeeper<DnsmasqLeaseFile> log = new();
    private readonly DnsmasqLeaseFile file;

    public DnsmasqLeaseFileTests() => file = new DnsmasqLeaseFile(At, new BoxClock(time, Guid.Empty), log);

    private string At => Path.Combine(folder, "dnsmasq.leases");

    public void Dispose()
    {
        file.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void NoFile_IsNoLease_AndNoTrouble()
    {
        Assert.Empty(file.Read());
        Assert.Empty(log.Lines);
    }

    [Fact]
    public void FileThatComesAndGoes_IsFollowed()
    {
        Assert.Empty(file.Read());
        Write(s_now, Line(s_now.AddHours(1), 21));
        Assert.Equal(["10.77.0.21"], Addresses());

        File.Delete(At);
        Assert.Empty(file.Read());
    }

    [Fact]
    public void HalfWritten_CountsUpToItsLastWholeLine()
    {
        // The address of the second may go on: 10.77.0.2 is not who got it.
        Write(s_now, Line(s_now.AddHours(1), 21), $"{s_now.AddHours(1).ToUnixTimeSeconds()} ac:cc:8e:01:02:16 10.77.0.2");
        Assert.Equal(["10.77.0.21"], Addresses());

        Write(s_now, Line(s_now.AddHours(1), 21), Line(s_now.AddHours(1), 22));
        Assert.Equal(["10.77.0.21", "10.77.0.22"], Addresses());
    }

    [Fact]
    public void Leases_RunOut_TheLongestLivedIsLast_AndZeroNeverEnds()
    {
        Write(s_now, Line(null, 20), Line(s_now.AddHours(2), 21), Line(s_now.AddHours(1), 22), "duid 00:01:00:01\n");
        Assert.Equal(["10.77.0.22", "10.77.0.21", "10.77.0.20"], Addresses());

        time.Pass(TimeSpan.FromMinutes(61));
        Assert.Equal(["10.77.0.21", "10.77.0.20"], Addresses());

        time.Pass(TimeSpan.FromDays(4000));
        Assert.Equal(["10.77.0.20"], Addresses());
    }

    [Fact]
    public void FileOfLastWeek_HasRunOut()
    {
        Write(s_now.AddDays(-7), Line(s_now.AddDays(-7).AddHours(1), 21), Line(s_now.AddMinutes(1), 22));

        Assert.Equal(["10.77.0.22"], Addresses());
    }

    [Fact]
    public void ClockThatWasNotSetYet_TakesNoLeaseForRunOut()
    {
        // The file is from before the power cut, the box thinks it is 1970, and the time is learnt a little later.
        Write(s_now.AddMinutes(-1), Line(s_now.AddMinutes(59), 21));
        time.Set(DateTimeOffset.UnixEpoch);
        Assert.Equal(["10.77.0.21"], Addresses());

        time.Set(s_now.AddYears(1));
        Assert.Equal(["10.77.0.21"], Addresses());
    }

    [Fact]
    public void LeaseGivenBeforeTheClockWasSet_LastsAsLongAsItWasGivenFor()
    {
        time.Set(DateTimeOffset.UnixEpoch.AddMinutes(5));
        Assert.Empty(file.Read());
        // Read only after the clock was set: what came while the program ran was given just now.
        time.Set(s_now);
        Write(DateTimeOffset.UnixEpoch.AddMinutes(6), Line(DateTimeOffset.UnixEpoch.AddMinutes(65), 21));
        Assert.Equal(["10.77.0.21"], Addresses());

        time.Pass(TimeSpan.FromMinutes(60));
        Assert.Empty(file.Read());
    }

    [Fact]
    public void ExpiryBeforeTheFileWasWritten_SaysNothing()
    {
        // Servers for boxes without a clock write how many seconds a lease lasts.
        Write(s_now, Line(DateTimeOffset.UnixEpoch.AddHours(1), 21));

        Assert.Equal(["10.77.0.21"], Addresses());
    }

    [Fact]
    public void HugeFile_IsReadUpToABound_AndSaidOnce()
    {
        Write(s_now, Line(null, 21));
        using (SafeFileHandle handle = File.OpenHandle(At, FileMode.Open, FileAccess.Write))
        {
            RandomAccess.SetLength(handle, 1L << 30);
        }

        Assert.Equal(["10.77.0.21"], Addresses());
        Assert.Equal(["10.77.0.21"], Addresses());
        Assert.Contains("1073741824 bytes", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void MoreLeasesThanAnyNetworkHas_AreBounded()
    {
        Write(s_now, [.. Enumerable.Range(0, 5000).Select(i => $"0 ac:cc:8e:01:{i / 256:x2}:{i % 256:x2} 10.77.{i / 256}.{i % 256} * *\n")]);

        Assert.Equal(1024, file.Read().Count);
    }

    [Fact]
    public void NothingThatCanBeRead_IsSaidOnce_AndFollowedWhenItCan()
    {
        Directory.CreateDirectory(At);
        Assert.Empty(file.Read());
        Assert.Empty(file.Read());
        Assert.Contains(At, Assert.Single(log.Lines), StringComparison.Ordinal);

        Directory.Delete(At);
        Write(s_now, Line(null, 21));
        Assert.Equal(["10.77.0.21"], Addresses());
    }

    [Fact]
    public async Task Waiting_EndsWhenTheFileIsWritten_AsTheServerDoesIt()
    {
        await File.WriteAllTextAsync(At, "", TestContext.Current.CancellationToken);
        using FileStream server = File.Open(At, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        file.Read();
        using var bound = new CancellationTokenSource(Connect.Bound);
        Task change = file.WaitForChangeAsync(bound.Token);
        Assert.False(change.IsCompleted);

        server.SetLength(0);
        server.Write(Encoding.ASCII.GetBytes(Line(null, 21)));
        server.Flush(flushToDisk: true);

        await change;
        Assert.Equal(["10.77.0.21"], Addresses());
    }

    [Fact]
    public async Task Waiting_InAFolderThatIsNotThereYet_IsCancelled_AndWorksOnceItIs()
    {
        string later = Path.Combine(folder, "later");
        using var leases = new DnsmasqLeaseFile(Path.Combine(later, "dnsmasq.leases"), new BoxClock(TimeProvider.System, Guid.Empty), log);
        using (var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => leases.WaitForChangeAsync(soon.Token));
        }
        Directory.CreateDirectory(later);
        using var bound = new CancellationTokenSource(Connect.Bound);
        Task change = leases.WaitForChangeAsync(bound.Token);
        await File.WriteAllTextAsync(Path.Combine(later, "dnsmasq.leases"), Line(null, 21), bound.Token);

        await change;
        Assert.Single(leases.Read());
    }

    private static string Line(DateTimeOffset? expiry, int number) =>
        $"{expiry?.ToUnixTimeSeconds() ?? 0} ac:cc:8e:01:02:{number:x2} 10.77.0.{number} camera-{number} *\n";

    private string[] Addresses() => [.. file.Read().Select(l => l.Address.ToString())];

    private void Write(DateTimeOffset when, params string[] lines)
    {
        File.WriteAllText(At, string.Concat(lines));
        File.SetLastWriteTimeUtc(At, when.UtcDateTime);
    }
}
