using Nvr.Media.Watching;
using Nvr.Sandbox.Protocol;
using Scenes;

namespace Nvr.Media.Tests.Watching;

/// <summary>A camera whose scene is still most of the time: what is not decoded, and that nothing is missed by it.</summary>
public sealed class RestTests : IDisposable
{
    private const int KeySeconds = 4;

    private static readonly SceneOptions s_options = new("yard", 31) { Noise = 1, People = 1, Cars = 1, Seconds = 160 };
    private static readonly string[] s_byQuality = ["-bf", "0", "-g", $"{KeySeconds * CodedScene.Rate}", "-crf", "28"];
    private static readonly Lazy<CodedScene> s_yard = new(() => CodedScene.Encode(s_options, s_byQuality));

    private readonly List<MotionMessage> told = [];
    private readonly List<DecodingMessage> decoding = [];
    private readonly Dictionary<int, (double Told, double Begun)> found = [];
    private readonly List<CameraEye> eyes = [];
    private double now;

    public RestTests() => FFmpegLibraries.Require();

    public void Dispose() => eyes.ForEach(e => e.Dispose());

    [Fact]
    public void StillScene_IsHardlyDecoded_AndEverybodyIsFoundAsEarlyAsEver()
    {
        CodedScene yard = s_yard.Value;
        CameraEye eye = Eye(decodesAll: true);
        See(eye, yard, 0, yard.Units.Count);
        Assert.Equal((yard.Units.Count, 0L), eye.Units);
        var before = new Dictionary<int, (double Told, double Begun)>(found);
        int looks = told.Count;
        Forget();

        eye = Eye(decodesAll: false);
        See(eye, yard, 0, yard.Units.Count);

        Assert.InRange(eye.Units.Decoded, 1, 0.8 * yard.Units.Count);
        Assert.InRange(eye.Units.Decoded + eye.Units.Spared, yard.Units.Count - (KeySeconds * CodedScene.Rate), yard.Units.Count);
        Assert.Equal(yard.Scene.Actors.Count, before.Count);
        Assert.Equal(before.Keys.Order(), found.Keys.Order());
        foreach ((int actor, (double toldAt, double begun)) in before)
        {
            Assert.InRange(found[actor].Told, toldAt - 1, toldAt + 1);
            Assert.InRange(found[actor].Begun, begun - 0.6, begun + 0.6);
        }
        Assert.Equal(told.Select(m => m.CaptureUs).Order(), told.Select(m => m.CaptureUs));
        Assert.InRange(told.Count, 1, looks - 1);
        Assert.Contains(decoding, d => d.IsResting);
        Assert.All(decoding, d => Assert.False(d.IsByBoard));
        Assert.True(decoding.Zip(decoding.Skip(1)).All(pair => pair.Second.Decoded >= pair.First.Decoded && pair.Second.Spared >= pair.First.Spared));
    }

    [Fact]
    public void WhatSizesDoNotTell_TheNextKeyFrameDoes_AndItsGroupIsDecodedAfterAll()
    {
        CodedScene yard = s_yard.Value;
        CameraEye eye = Eye(decodesAll: false);
        int begin = BeginOfRest(eye, yard);
        int[] sizes = [.. yard.Units.Take(begin).TakeLast(50).Where(u => !CodedScene.IsKey(u)).Select(u => u.Length).Order()];
        int usual = sizes[sizes.Length / 2];
        byte[] note = [0, 0, 0, (byte)(usual - 4), 6, 5, (byte)(usual - 8), .. Enumerable.Repeat((byte)1, usual - 8), 0x80];
        (int key, int looks, long decoded) = (begin - 1, 0, 0);
        do
        {
            key++;
            (looks, decoded) = (told.Count, eye.Units.Decoded);
            // Everything but key frames arrives as a note that says nothing (SEI), as if nothing had changed.
            See(eye, CodedScene.IsKey(yard.Units[key]) ? yard.Units[key] : note, key);
        }
        while (eye.IsResting);

        Assert.True(CodedScene.IsKey(yard.Units[key]));
        int next = yard.Scene.Actors.ToList().FindIndex(a => a.IsThere(now));
        Assert.NotEqual(-1, next);
        // The key frame before, its group, and the new one, twice.
        Assert.Equal(decoded + (KeySeconds * CodedScene.Rate) + 2, eye.Units.Decoded);
        Assert.Equal(CodedScene.CaptureUs(key), told[looks..][^1].CaptureUs);
        See(eye, yard, key + 1, key + (3 * CodedScene.Rate));
        Assert.Contains(next, found.Keys);
    }

    [Fact]
    public void BudgetThatIsUsedUp_MeansThatEverythingIsDecoded()
    {
        CodedScene yard = s_yard.Value;
        var eye = new CameraEye(0, new EyeWords(_ => { }, _ => { }), new KeptBytes(10), BoardDecoders.None(), decodesAll: false, null);
        eyes.Add(eye);
        eye.Begin(yard.Format);
        See(eye, yard, 0, yard.Units.Count);

        Assert.Equal((yard.Units.Count, 0L), eye.Units);
    }

    [Fact]
    public void AnotherFormat_IsFollowedAgain()
    {
        CodedScene yard = s_yard.Value;
        CameraEye eye = Eye(decodesAll: false);
        int begin = BeginOfRest(eye, yard);
        eye.Begin(yard.Format);
        Assert.False(eye.IsResting);
        long decoded = eye.Units.Decoded;
        int key = Enumerable.Range(begin, 100).First(n => CodedScene.IsKey(yard.Units[n]));
        See(eye, yard, key, key + 20);

        Assert.Equal(decoded + 20, eye.Units.Decoded);
    }

    [Theory]
    [InlineData("filled", 1, "-bf 0 -g 10 -b:v 400k -minrate 400k -maxrate 400k -bufsize 200k -nal-hrd cbr")]
    [InlineData("bounded", 1, "-bf 0 -g 10 -b:v 400k -maxrate 400k -bufsize 400k")]
    [InlineData("noise", 9, "-bf 0 -g 20 -crf 24")]
    [InlineData("intra", 1, "-g 1 -crf 28")]
    [InlineData("smart", 1, "-bf 0 -g 60 -crf 28")]
    public void StreamsWhoseSizesSayNothing_AreFollowed(string name, double noise, string coding)
    {
        CodedScene scene = CodedScene.Encode(new SceneOptions(name, 4) { Noise = noise, Seconds = 60 }, coding.Split(' '));
        CameraEye eye = Eye(decodesAll: false);
        eye.Begin(scene.Format);
        See(eye, scene, 0, scene.Units.Count);

        Assert.Equal((scene.Units.Count, 0L), eye.Units);
    }

    private CameraEye Eye(bool decodesAll)
    {
        var eye = new CameraEye(0, new EyeWords(Take, decoding.Add), new KeptBytes(KeptBytes.Usual), BoardDecoders.None(), decodesAll, null);
        eyes.Add(eye);
        eye.Begin(s_yard.Value.Format);
        return eye;
    }

    private int BeginOfRest(CameraEye eye, CodedScene scene)
    {
        int n = 0;
        while (!eye.IsResting)
        {
            See(eye, scene.Units[n], n);
            n++;
        }
        return n;
    }

    private void See(CameraEye eye, CodedScene scene, int from, int to)
    {
        for (int n = from; n < to; n++)
        {
            See(eye, scene.Units[n], n);
        }
    }

    private void See(CameraEye eye, byte[] unit, int n)
    {
        now = n / (double)CodedScene.Rate;
        eye.See(new UnitMessage { Track = 0, IsRandomAccess = CodedScene.IsKey(unit) && unit.Length > byte.MaxValue, Dts = n, CaptureUs = CodedScene.CaptureUs(n), Data = unit });
    }

    private void Take(MotionMessage message)
    {
        told.Add(message);
        foreach (Truth truth in s_yard.Value.Scene.TruthAt((message.CaptureUs - CodedScene.CaptureUs(0)) / 1e6))
        {
            foreach (SeenThing thing in message.Things.Where(t => truth.Touches(t.Left, t.Top, t.Left + t.Width, t.Top + t.Height)))
            {
                found.TryAdd(truth.Actor, (now, (thing.BegunUs - CodedScene.CaptureUs(0)) / 1e6));
            }
        }
    }

    private void Forget()
    {
        told.Clear();
        decoding.Clear();
        found.Clear();
    }
}
