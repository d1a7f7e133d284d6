using System.Text;
using Nvr.Adoption.Import;
using Nvr.Core;

namespace Nvr.Adoption.Tests.Import;

public sealed class HostileYamlTests
{
    [Fact]
    public void BillionLaughs_IsRefused_WithTheLine()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++)
        {
            text.Append($"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }
        text.Append("cameras: *a11\n");

        Assert.Contains("Line 5 ", Given.Refused(text.ToString()).Message);
    }

    [Fact]
    public void MergedLaughs_AreRefused()
    {
        var text = new StringBuilder("m0: &m0 {" + string.Join(", ", Enumerable.Range(0, 50).Select(i => $"k{i}: v")) + "}\n");
        for (int i = 1; i < 14; i++)
        {
            text.Append($"m{i}: &m{i} {{{string.Join(", ", Enumerable.Range(0, 10).Select(n => $"x{n}: {{<<: *m{i - 1}}}"))}}}\n");
        }

        Given.Refused(text + "cameras: {}\n");
    }

    [Theory]
    [InlineData("cameras: &c {a: *c}")] // refers to itself
    [InlineData("cameras: *nothing")]
    [InlineData("cameras: {a: [}")]
    [InlineData("cameras: {? [a, b] : c}")]
    [InlineData("cameras:\n\t- a")]
    [InlineData("cameras: [1, 2]")]
    [InlineData("cameras:")]
    [InlineData("paths: x")]
    [InlineData("cameras: \"never closed")]
    public void Broken_IsRefused(string text) => Given.Refused(text);

    [Theory]
    [InlineData(10_000)]
    [InlineData(200_000)]
    public void Deep_IsRefused(int depth)
    {
        Given.Refused("cameras: " + new string('[', depth));
        Given.Refused("cameras: " + string.Concat(Enumerable.Repeat("{a: ", depth)));
        Given.Refused("cameras:\n" + string.Concat(Enumerable.Range(1, Math.Min(depth, 1000)).Select(i => new string(' ', i) + "a:\n")));
    }

    [Fact]
    public void Large_IsRefused() => Given.Refused("cameras: [" + string.Concat(Enumerable.Repeat("a,", 200_000)) + "]");

    [Fact]
    public void Damaged_NeverThrowsAnythingButARefusal()
    {
        byte[] whole = Encoding.UTF8.GetBytes("cameras:\n  a: &x\n    ffmpeg:\n      inputs:\n        - path: rtsp://u:{FRIGATE_P}@10.0.0.1/a\n          roles: [record]\n  b: *x\n  c: {<<: *x, enabled: 'no'}\n");
        var random = new Random(11);
        for (int i = 0; i < 5000; i++)
        {
            byte[] damaged = [.. whole];
            for (int n = random.Next(1, 6); n > 0; n--)
            {
                damaged[random.Next(9, damaged.Length)] = (byte)random.Next(1, 256);
            }
            try
            {
                CameraImport.Read(damaged);
            }
            catch (NvrException refusal)
            {
                Assert.Equal(ErrorKind.InvalidInput, refusal.Kind);
            }
        }
    }
}
