using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class PacketQuirkTests
{
    [Fact, Shows("unknown-ssrc")]
    public async Task UnknownSsrc_Playing_BringsStrangers()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("unknown-ssrc");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        uint own = (await client.UntilAsync(p => p.Channel == 0)).Ssrc;

        await client.UntilAsync(p => p.Channel == 0 && p.Ssrc == ~own);
        await client.UntilAsync(p => p.Channel == 1 && p.Time == ~own);
    }

    [Fact, Shows("unknown-channel")]
    public async Task UnknownChannel_Playing_BringsData()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("unknown-channel");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);

        Assert.Equal(60, (await client.UntilAsync(p => p.Channel == 200)).Bytes.Length);
    }

    [Fact, Shows("garbage-between-frames")]
    public async Task Garbage_Playing_StandsBetweenFrames()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("garbage-between-frames");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        await client.TakePicturesAsync(15);

        Assert.True(client.StrayBytes >= 11, $"{client.StrayBytes} bytes");
    }

    [Fact, Shows("loss")]
    public async Task Loss_Playing_LeavesHolesInSequence()
    {
        Assert.Contains(Steps(await SequencesAsync("loss=20")), s => s is > 1 and < 100);
    }

    [Fact, Shows("reorder")]
    public async Task Reorder_Playing_GoesBackInSequence()
    {
        Assert.Contains(-1, Steps(await SequencesAsync("reorder")));
    }

    [Fact, Shows("duplicate-packets")]
    public async Task Duplicates_Playing_RepeatSequence()
    {
        Assert.Contains(0, Steps(await SequencesAsync("duplicate-packets")));
    }

    [Fact]
    public async Task Packets_WithoutQuirk_AreInSequence()
    {
        Assert.All(Steps(await SequencesAsync()), step => Assert.Equal(1, step));
    }

    private static async Task<List<ushort>> SequencesAsync(params string[] quirks)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(quirks);
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0]);
        return [.. (await client.TakePacketsAsync(0, 150)).Select(p => p.Sequence)];
    }

    private static IEnumerable<int> Steps(List<ushort> sequences) => sequences.Zip(sequences.Skip(1), (a, b) => (int)(short)(b - a));
}
