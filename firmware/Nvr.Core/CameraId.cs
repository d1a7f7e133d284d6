using System.Diagnostics.CodeAnalysis;

namespace Nvr.Core;

/// <summary>Opaque identity of a camera, made once and never reused. Text form: 32 lower-case hexadecimal digits.</summary>
public readonly record struct CameraId(Guid Value)
{
    public static CameraId New() => new(Guid.NewGuid());

    public static bool TryParse([NotNullWhen(true)] string? text, out CameraId id)
    {
        bool ok = Guid.TryParseExact(text, "N", out Guid value);
        id = new CameraId(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}
