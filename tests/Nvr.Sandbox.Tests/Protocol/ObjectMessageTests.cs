using Nvr.Core.Objects;
using Nvr.Sandbox.Protocol;

namespace Nvr.Sandbox.Tests.Protocol;

public sealed class ObjectMessageTests
{
    private static readonly ObjectMessage s_sent = new(
        7, 3, 99, 5_000_000, true, 2, 0.75f, -4, 77, new SeenThing(3, 99, 0.25f, 0.5f, 0.125f, 0.25f, 0.75f), 12_345, [BasicColour.Red, BasicColour.White], [new ObjectPoint(99, 0, 1), new ObjectPoint(100, 0.5f, 0.5f)]);

    [Fact]
    public void Object_ReadBack_IsWhatWasWritten()
    {
        ObjectMessage read = ObjectMessage.Read(s_sent.Write(), 3)!;

        // Lists are compared apart.
        Assert.Equal(s_sent, read with { Colours = s_sent.Colours, Path = s_sent.Path });
        Assert.Equal(s_sent.Colours, read.Colours);
        Assert.Equal(s_sent.Path, read.Path);
        ObjectMessage longest = s_sent with { Colours = [BasicColour.Black, BasicColour.Brown, BasicColour.Grey], Path = [.. Enumerable.Range(0, ObjectMessage.MaxPoints).Select(i => new ObjectPoint(i, 0, 0))] };
        Assert.Equal(ObjectMessage.MaxBytes, longest.Write().Length);
        Assert.NotNull(ObjectMessage.Read(longest.Write(), 3));
    }

    [Fact]
    public void Lies_AreNotTaken()
    {
        ObjectMessage[] lies =
        [
            s_sent with { Class = 3 },
            s_sent with { Class = -1 },
            s_sent with { Confidence = 1.01f },
            s_sent with { Confidence = float.NaN },
            s_sent with { SeenUs = 98 },
            s_sent with { StoodUs = -1 },
            s_sent with { Best = s_sent.Best with { Left = 0.9f } },
            s_sent with { Best = s_sent.Best with { Width = float.NaN } },
            s_sent with { Best = s_sent.Best with { Top = -0.1f } },
            s_sent with { Colours = [(BasicColour)12] },
            s_sent with { Colours = [0] },
            s_sent with { Path = [] },
            s_sent with { Path = [new ObjectPoint(1, 1.1f, 0)] },
            s_sent with { Path = [new ObjectPoint(1, 0, float.NaN)] },
            s_sent with { Path = [new ObjectPoint(2, 0, 0), new ObjectPoint(1, 0, 0)] },
            s_sent with { Path = [.. Enumerable.Repeat(new ObjectPoint(1, 0, 0), ObjectMessage.MaxPoints + 1)] },
        ];
        Assert.All(lies, l => Assert.Null(ObjectMessage.Read(l.Write(), 3)));
        byte[] bytes = s_sent.Write();
        for (int length = 0; length < bytes.Length; length++)
        {
            Assert.Null(ObjectMessage.Read(bytes.AsSpan(0, length), 3));
        }
        Assert.Null(ObjectMessage.Read([.. bytes, 0], 3));
        bytes[1] = 2;
        Assert.Null(ObjectMessage.Read(bytes, 3));
    }

    [Fact]
    public void Verdict_IsOneOrTheOther_InPlainWords()
    {
        Assert.Equal(new VerdictMessage(true, 12_000, ""), VerdictMessage.Read(new VerdictMessage(true, 12_000, "").Write()));
        Assert.Equal("a b", VerdictMessage.Read(new VerdictMessage(false, 0, "a\nb").Write())!.Sentence);
        Assert.Null(VerdictMessage.Read(new VerdictMessage(true, 1, "but").Write()));
        Assert.Null(VerdictMessage.Read(new VerdictMessage(false, 0, "").Write()));
        Assert.Null(VerdictMessage.Read(new VerdictMessage(true, -1, "").Write()));
        Assert.Equal(400, VerdictMessage.Read([0, 0, 0, 0, 0, 0, 0, 0, .. Enumerable.Repeat((byte)'x', 3000)])!.Sentence.Length);
    }

    [Fact]
    public void Order_CarriesAManifest_OfAThousandClassesInAForeignScript()
    {
        string[] classes = [.. Enumerable.Range(0, ModelManifest.MostClasses).Select(i => $"{i}{new string('\u732b', 36)}")];
        var order = new WorkerOrder { Task = WorkerTask.Watch, Model = new ModelManifest("M", classes, 320, 256, "MIT", new InputForm(Mean: [1, 2, 3]), new HeadForm(HeadStyle.Detr, BoxForm.CornerPixels)) };
        byte[] bytes = order.Write();

        ModelManifest read = WorkerOrder.Read(bytes)!.Model!;

        Assert.True(bytes.Length <= MessageFrame.MaxPayload(MessageKind.Order));
        Assert.Equal(classes, read.Classes);
        Assert.Equal((320, 256, order.Model.Head), (read.InputWidth, read.InputHeight, read.Head));
        Assert.Equal([1, 2, 3], read.Input.Mean);
        Assert.Null(WorkerOrder.Read(new WorkerOrder { Task = WorkerTask.Watch }.Write())!.Model);
    }
}
