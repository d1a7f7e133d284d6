using Nvr.Sandbox.Protocol;

namespace Nvr.Media.Watching;

/// <summary>Takes what is found in a camera's pictures. Called by the thread that decodes.</summary>
internal sealed record EyeWords(Action<MotionMessage> Motion, Action<DecodingMessage> Decoding);
