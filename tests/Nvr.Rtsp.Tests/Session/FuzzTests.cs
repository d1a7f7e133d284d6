using System.Text;
using Nvr.Core;
using Nvr.Rtsp.Session;
using Xunit;

namespace Nvr.Rtsp.Tests.Session;

/// <summary>Whatever a camera sends, only NvrException may come out; anything else fails the test with the seed in its name.</summary>
public sealed class FuzzTests
{
    private static readonly RtspOptions Hasty = new() { ReplyTimeout = TimeSpan.FromMilliseconds(60) };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Replies_Mutated_NeverEscapeAsAnythingElse(int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < 60; run++)
        {
            using var camera = new ScriptedCamera { Sdp = ScriptedCamera.VideoSdp + ScriptedCamera.AudioSdp };
            string victim = new[] { "OPTIONS", "DESCRIBE", "SETUP", "PLAY" }[random.Next(4)];
            camera.On[victim] = r => Mutate(camera.Usual(r), random);
            await OpenAndDrainAsync(camera, [MadeRtp.PictureFrame(1), MadeRtp.PictureFrame(2)]);
        }
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Media_Mutated_NeverEscapesAsAnythingElse(int seed)
    {
        var random = new Random(seed);
        for (int run = 0; run < 40; run++)
        {
            using var camera = new ScriptedCamera();
            byte[] stream = [.. Enumerable.Range(1, 60).SelectMany(i => MadeRtp.PictureFrame(i)), .. "RTSP/1.0 200 OK\r\nCSeq: 9\r\nContent-Length: 3\r\n\r\nabc"u8];
            for (int i = 0; i < 40; i++)
            {
                stream[random.Next(stream.Length)] = (byte)random.Next(256);
            }
            int cut = random.Next(1, stream.Length);
            await OpenAndDrainAsync(camera, [stream[..cut], stream[cut..]]);
        }
    }

    private static async Task OpenAndDrainAsync(ScriptedCamera camera, byte[][] media)
    {
        try
        {
            await using RtspSession session = await Play.OpenAsync(camera.Url, Hasty, "u", "p");
            var sink = new CountingSink();
            foreach (byte[] part in media)
            {
                camera.Send(part);
                session.Drain(sink);
            }
            await Task.Delay(1);
            session.Drain(sink);
        }
        catch (NvrException e)
        {
            Assert.NotEmpty(e.Message);
        }
    }

    private static string Mutate(string reply, Random random)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(reply);
        for (int i = random.Next(1, 12); i > 0; i--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }
        string text = Encoding.Latin1.GetString(bytes);
        return random.Next(5) switch
        {
            0 => text[..random.Next(text.Length)],
            1 => text + text,
            2 => text.Insert(random.Next(text.Length), new string((char)random.Next(256), random.Next(2000))),
            _ => text,
        };
    }
}
