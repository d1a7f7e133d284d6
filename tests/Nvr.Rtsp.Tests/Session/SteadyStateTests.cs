using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

public sealed class SteadyStateTests
{
    private const int Rounds = 50;
    private const int FramesARound = 40;

    [Fact]
    public async Task Drain_OverTcp_AllocatesNothingAndReadsOnceADrain()
    {
        using var camera = new ScriptedCamera();
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        int sequence = 0;
        int productive = 0;
        for (int i = 0; i < 5; i++)
        {
            DrainRound(camera, session, sink, ref sequence, ref productive);
        }
        long allocated = 0;
        productive = 0;
        for (int i = 0; i < Rounds; i++)
        {
            allocated += DrainRound(camera, session, sink, ref sequence, ref productive);
        }
        Assert.Equal(0, allocated);
        Assert.True(sink.Units(0) >= (Rounds * FramesARound) - 1);
        // The kernel may deliver a burst in a few parts; what counts is that no read is made for a single frame.
        Assert.InRange(productive, Rounds, Rounds * FramesARound / 4);
    }

    [Fact]
    public async Task Drain_WithNothingArrived_ReadsOnceAndReturns()
    {
        using var camera = new ScriptedCamera();
        await using RtspSession session = await Play.OpenAsync(camera.Url);
        var sink = new CountingSink();
        session.Drain(sink);
        long reads = session.Stats.Reads;
        Assert.Equal(0, session.Drain(sink));
        Assert.Equal(reads + 1, session.Stats.Reads);
    }

    // On one thread from the sending to the last byte, so that the thread's count of allocations covers exactly the draining.
    private static long DrainRound(ScriptedCamera camera, RtspSession session, CountingSink sink, ref int sequence, ref int productive)
    {
        int first = sequence + 1;
        byte[] burst = [.. Enumerable.Range(first, FramesARound).SelectMany(i => MadeRtp.Frame(0, MadeRtp.Picture(i, 1200)))];
        sequence += FramesARound;
        camera.Send(burst);
        int left = burst.Length;
        long before = GC.GetAllocatedBytesForCurrentThread();
        while (left > 0)
        {
            int read = session.Drain(sink);
            left -= read;
            productive += read > 0 ? 1 : 0;
        }
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
