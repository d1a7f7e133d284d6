using System.Diagnostics.CodeAnalysis;

namespace Nvr.Adoption.Devices;

/// <summary>Opaque identity of a device in the book, made once and never reused. Text form: 32 lower-case hexadecimal digits.</summary>
public readonly record struct DeviceId(Guid Value)
{
    public static DeviceId New() => new(Guid.NewGuid());

    public static bool TryParse([NotNullWhen(true)] string? text, out DeviceId id)
    {
        bool ok = Guid.TryParseExact(text, "N", out Guid value);
        id = new DeviceId(value);
        return ok;
    }

    public override string ToString() => Value.ToString("N");
}
