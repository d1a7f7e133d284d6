using SimCamera.Tests.Wire;

namespace SimCamera.Tests.Quirks;

public sealed class AudioQuirkTests
{
    private const int VideoChannel = 0;
    private const int AudioChannel = 2;

    [Fact, Shows("audio-broken")]
    public async Task AudioBroken_Packets_AreNoise()
    {
        // A-law of a quiet tone stays near its zero; noise does not.
        Assert.True(await DistinctBytesAsync("audio-broken") > 200);
        Assert.True(await DistinctBytesAsync() < 150);
    }

    [Fact, Shows("audio-missing")]
    public async Task AudioMissing_Playing_IsAnnouncedAndNeverComes()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("audio-missing");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 0, 1);
        for (int i = 0; i < 100; i++)
        {
            Assert.NotEqual(AudioChannel, (await client.NextAsync()).Channel);
        }
    }

    [Fact, Shows("audio-late")]
    public async Task AudioLate_Playing_ComesAfterThePicturesOfItsTime()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("audio-late=2");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 0, 1);
        int pictures = 0;
        RtpPacket packet;
        while ((packet = await client.NextAsync()).Channel != AudioChannel)
        {
            pictures += packet.Channel == VideoChannel && packet.Marker ? 1 : 0;
        }

        Assert.InRange(pictures, 45, 55);
    }

    [Fact, Shows("audio-no-config")]
    public async Task AudioNoConfig_Describe_TellsNone()
    {
        await using SimCameraServer server = await SmallCamera.StartAsync("audio-no-config");
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        string sdp = (await client.AskAsync("DESCRIBE", server.Cameras[0].Url.ToString())).Body;

        Assert.Contains("MPEG4-GENERIC", sdp, StringComparison.Ordinal);
        Assert.DoesNotContain("config=", sdp, StringComparison.Ordinal);
    }

    private static async Task<int> DistinctBytesAsync(params string[] quirks)
    {
        await using SimCameraServer server = await SmallCamera.StartAsync(SmallCamera.Options with { Audio = AudioCodec.Pcma, Quirks = quirks });
        using RawRtsp client = await RawRtsp.ConnectAsync(server);
        await client.PlayAsync(server.Cameras[0], 0, 1);
        return (await client.TakePacketsAsync(AudioChannel, 20)).SelectMany(p => p.Payload.ToArray()).Distinct().Count();
    }
}
