using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Nvr.Web.Audit;

/// <summary>A line of the audit log.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(AuditEntry))]
internal sealed partial class AuditJson : JsonSerializerContext
{
    /// <summary>Readable by people: letters of all languages as they are. Control characters, line ends among them, are escaped all the same.</summary>
    public static AuditJson Lines => Readable.Instance;

    // Apart, because the order of static members in the two halves of this class is not defined.
    private static class Readable
    {
        public static readonly AuditJson Instance = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
