using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Nvr.Core;
using Nvr.Core.Objects;
using Nvr.Objects.Heads;
using Nvr.Objects.Pictures;

namespace Nvr.Objects.Running;

/// <summary>
/// A model that is loaded and can be asked. For the sandboxed process alone: what a stranger's model does here is done by native code. One thread, and computes on that one. What a model does wrong is an
/// <see cref="NvrException"/> of kind Unsupported whose sentence says what.
/// </summary>
public sealed class Detector : IDisposable
{
    private readonly InferenceSession session;
    private readonly RunOptions options = new() { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
    private readonly OrtValue value;
    private readonly ModelInput input;
    private readonly ModelManifest manifest;
    private readonly IHead head;
    private readonly Answer[] outputs;
    private readonly Deadline deadline;

    private Detector(InferenceSession session, ModelManifest manifest, Deadline deadline)
    {
        (this.session, this.manifest, this.deadline) = (session, manifest, deadline);
        input = new ModelInput(manifest);
        value = input.Floats.Length > 0 ? OrtValue.CreateTensorValueFromMemory(input.Floats, input.Shape) : OrtValue.CreateTensorValueFromMemory(input.Bytes, input.Shape);
        outputs = [.. session.OutputNames.Select(n => new Answer(n))];
        head = manifest.Head.Style is HeadStyle.Yolo or HeadStyle.YoloObjectness ? new YoloHead(manifest) : new PairHead(manifest);
    }

    /// <summary>Loads a model and tries it once on a grey picture, which shows whether its answer has the shape that its manifest says.</summary>
    /// <param name="model">The file's content.</param>
    /// <param name="deadline">Bounds the loading, and each look.</param>
    public static Detector Open(byte[] model, ModelManifest manifest, Deadline deadline)
    {
        var detector = new Detector(Load(model, deadline), manifest, deadline);
        try
        {
            RequireInput(detector.session, manifest);
            RequireOutputs(detector.session);
            detector.Look(new Patch(manifest.InputWidth, manifest.InputHeight));
            return detector;
        }
        catch
        {
            detector.Dispose();
            throw;
        }
    }

    /// <summary>What is in a picture of the model's size: each object once, the surest first, boxes in pixels of that picture.</summary>
    public IReadOnlyList<Detection> Look(Patch patch)
    {
        input.Fill(patch);
        try
        {
            using IDisposable bound = deadline.Begin(() => options.Terminate = true);
            using IDisposableReadOnlyCollection<OrtValue> answers = session.Run(options, session.InputNames, [value], session.OutputNames);
            for (int i = 0; i < outputs.Length; i++)
            {
                Keep(outputs[i], answers[i]);
            }
        }
        catch (OnnxRuntimeException failed)
        {
            bool isLate = options.Terminate;
            options.Terminate = false;
            throw ModelFault.Of(isLate ? string.Create(CultureInfo.InvariantCulture, $"it needs more than {deadline.Patience.TotalSeconds:0.#} s for one picture.") : $"it fails on a picture ({failed.Message}).");
        }
        return Suppression.Keep(head.Read(outputs), manifest.Head.MostOverlap);
    }

    public void Dispose()
    {
        value.Dispose();
        options.Dispose();
        session.Dispose();
    }

    private static InferenceSession Load(byte[] model, Deadline deadline)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
        };
        // The other format, its own, is checked less.
        options.AddSessionConfigEntry("session.load_model_format", "ONNX");
        bool isLate = false;
        try
        {
            using IDisposable bound = deadline.Begin(() =>
            {
                isLate = true;
                options.SetLoadCancellationFlag(true);
            });
            return new InferenceSession(model, options);
        }
        catch (OnnxRuntimeException failed)
        {
            throw ModelFault.Of(isLate ? string.Create(CultureInfo.InvariantCulture, $"it takes longer than {deadline.Patience.TotalSeconds:0.#} s to load.") : $"it is damaged, or asks for what the library does not have ({failed.Message}).");
        }
    }

    private static void RequireInput(InferenceSession session, ModelManifest manifest)
    {
        long[] wanted = new ModelInput(manifest).Shape;
        TensorElementType type = manifest.Input.Type == PixelType.Float ? TensorElementType.Float : TensorElementType.UInt8;
        if (session.InputNames.Count != 1)
        {
            throw ModelFault.Of(string.Create(CultureInfo.InvariantCulture, $"it has {session.InputNames.Count} inputs, and only one picture is given."));
        }
        NodeMetadata found = session.InputMetadata[session.InputNames[0]];
        // A negative one is of any size.
        bool fits = found.IsTensor && found.ElementDataType == type && found.Dimensions.Length == wanted.Length && found.Dimensions.Zip(wanted).All(d => d.First < 0 || d.First == d.Second);
        if (!fits)
        {
            throw ModelFault.Of($"it takes {(found.IsTensor ? $"{string.Join(" x ", found.Dimensions)} numbers of type {found.ElementDataType}" : "no picture")}, yet its manifest says {string.Join(" x ", wanted)} of type {type}.");
        }
    }

    private static void RequireOutputs(InferenceSession session)
    {
        if (session.OutputNames.Count is < 1 or > 2 || session.OutputNames.Any(n => session.OutputMetadata[n] is not { IsTensor: true, ElementDataType: TensorElementType.Float }))
        {
            throw ModelFault.Of("its answer is not one or two outputs of 32-bit numbers.");
        }
    }

    private static void Keep(Answer into, OrtValue answer)
    {
        OrtTensorTypeAndShapeInfo shape = answer.GetTensorTypeAndShape();
        if (shape.ElementCount is < 1 or > Answer.MostValues || shape.Shape.Any(d => d > Answer.MostValues))
        {
            throw ModelFault.Of(string.Create(CultureInfo.InvariantCulture, $"its answer has {shape.ElementCount} numbers."));
        }
        into.Set(shape.Shape, answer.GetTensorDataAsSpan<float>());
    }
}
