using Microsoft.Extensions.Time.Testing;
using Nvr.Export.Archives;

namespace Nvr.Export.Tests.Archives;

/// <summary>Whoever reads footage for an archive leaves the disk to the recorder half of the time.</summary>
public sealed class DigestStreamTests
{
    [Fact]
    public async Task Reading_Rests_AsLongAsItTook()
    {
        FakeTimeProvider time = new();
        using DigestStream digest = new(time, _ => { });
        time.Advance(TimeSpan.FromMilliseconds(300));

        Task written = digest.WriteAsync(new byte[4 << 20], Support.Counter.Limit).AsTask();

        time.Advance(TimeSpan.FromMilliseconds(299));
        Assert.False(written.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await written;
        await digest.WriteAsync(new byte[1 << 20], Support.Counter.Limit);
    }

    [Fact]
    public async Task DiskThatStalled_IsNotWaitedForAgain()
    {
        FakeTimeProvider time = new();
        using DigestStream digest = new(time, _ => { });
        time.Advance(TimeSpan.FromMinutes(5));

        Task written = digest.WriteAsync(new byte[4 << 20], Support.Counter.Limit).AsTask();

        time.Advance(TimeSpan.FromSeconds(1));
        await written;
    }
}
