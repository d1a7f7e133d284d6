using System.Text.Json.Serialization;

namespace Nvr.Sandbox.Protocol;

/// <summary>How orders are read and written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(WorkerOrder))]
[JsonSerializable(typeof(CanvasOrder))]
internal sealed partial class ProtocolJson : JsonSerializerContext;
