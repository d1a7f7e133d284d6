using Microsoft.ML.OnnxRuntime;
using Nvr.Core;

namespace Nvr.Objects.Running;

/// <summary>ONNX Runtime's native library, which lies beside the program and is loaded when it is first asked for. Thread-safe.</summary>
public static class OnnxLibrary
{
    /// <summary>A graph of one node, y = Identity(x), as tools/ShapeModels writes it.</summary>
    internal static ReadOnlySpan<byte> Smallest =>
    [
        0x08, 0x08, 0x12, 0x0B, 0x73, 0x68, 0x61, 0x70, 0x65, 0x6D, 0x6F, 0x64, 0x65, 0x6C, 0x73, 0x42, 0x04, 0x0A, 0x00, 0x10, 0x11, 0x3A, 0x3E, 0x12,
        0x05, 0x67, 0x72, 0x61, 0x70, 0x68, 0x5A, 0x0F, 0x0A, 0x01, 0x78, 0x12, 0x0A, 0x0A, 0x08, 0x08, 0x01, 0x12, 0x04, 0x0A, 0x02, 0x08, 0x01, 0x62,
        0x0F, 0x0A, 0x01, 0x79, 0x12, 0x0A, 0x0A, 0x08, 0x08, 0x01, 0x12, 0x04, 0x0A, 0x02, 0x08, 0x01, 0x0A, 0x13, 0x0A, 0x01, 0x78, 0x12, 0x01, 0x79,
        0x1A, 0x01, 0x79, 0x22, 0x08, 0x49, 0x64, 0x65, 0x6E, 0x74, 0x69, 0x74, 0x79,
    ];

    /// <summary>
    /// Loads it, makes its environment, without telemetry and silent, and runs it once, so that it has read what it wants to know of the processor while files can be opened. Throws <see cref="NvrException"/> of kind Unsupported where
    /// it is missing or cannot be loaded.
    /// </summary>
    public static void Require()
    {
        try
        {
            var options = new EnvironmentCreationOptions { logId = "nvrd", logLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL };
            OrtEnv environment = OrtEnv.IsCreated ? OrtEnv.Instance() : OrtEnv.CreateInstanceWithOptions(ref options);
            environment.DisableTelemetryEvents();
            using var alone = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
            using var session = new InferenceSession(Smallest.ToArray(), alone);
        }
        // The wrapper looks its functions up in a type's initializer.
        catch (Exception missing) when (missing is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException)
        {
            throw new NvrException(ErrorKind.Unsupported, "The library that runs object detection, libonnxruntime.so, is missing beside the program or is not the one that it was built for.", missing)
            {
                NextStep = "Install the recorder's program again, with all of its files.",
            };
        }
    }
}
