using Nvr.Core.Objects;
using Nvr.Objects.Pictures;
using Nvr.Objects.Running;
using ShapeModels;

namespace Nvr.Objects.Tests.Running;

public sealed class DeadlineTests
{
    [Fact]
    public async Task CallThatDoesNotStop_IsAskedFirst_AndGivenUpThen()
    {
        var asked = new TaskCompletionSource();
        var given = new TaskCompletionSource();
        var deadline = new Deadline(TimeProvider.System, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(20), () => given.TrySetResult());
        using (deadline.Begin(() =>
        {
            Assert.False(given.Task.IsCompleted);
            asked.TrySetResult();
        }))
        {
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            await given.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void SmallestModel_IsWhatTheGeneratorWrites() => Assert.Equal(
        OnnxLibrary.Smallest.ToArray(),
        new OnnxGraph().Input("x", OnnxGraph.Float, 1).Output("y", OnnxGraph.Float, 1).Node("Identity", ["x"], ["y"]).ToModel());

    [Theory]
    [InlineData(PixelLayout.Nchw, ColourOrder.Rgb, new float[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(PixelLayout.Nhwc, ColourOrder.Rgb, new float[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(PixelLayout.Nchw, ColourOrder.Bgr, new float[] { 3, 6, 2, 5, 1, 4 })]
    [InlineData(PixelLayout.Nhwc, ColourOrder.Bgr, new float[] { 3, 2, 1, 6, 5, 4 })]
    public void Input_IsLaidOutAsTheManifestSays(PixelLayout layout, ColourOrder colours, float[] expected)
    {
        var patch = new Patch(2, 1);
        new byte[] { 1, 2, 3, 4, 5, 6 }.CopyTo(patch.Pixels, 0);
        var numbers = new ModelInput(new ModelManifest("M", ["a"], 2, 1, "MIT", new InputForm(layout, colours, Scale: 1)));
        var bytes = new ModelInput(new ModelManifest("M", ["a"], 2, 1, "MIT", new InputForm(layout, colours, PixelType.Byte)));
        var scaled = new ModelInput(new ModelManifest("M", ["a"], 2, 1, "MIT", new InputForm(layout, colours, Scale: 2, Mean: [1, 1, 1], Deviation: [4, 4, 4])));

        numbers.Fill(patch);
        bytes.Fill(patch);
        scaled.Fill(patch);

        Assert.Equal(expected, numbers.Floats);
        Assert.Equal(expected, bytes.Bytes.Select(b => (float)b));
        Assert.Equal(expected.Select(e => ((e * 2) - 1) / 4), scaled.Floats);
    }
}
