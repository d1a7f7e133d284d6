using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using FFmpeg.AutoGen;

namespace Nvr.FFmpeg.Tests;

/// <summary>What the bindings claim of FFmpeg's types, as lines of name and number: "AVPacket.pts 8" and the like.</summary>
internal static class Bound
{
    private static readonly Type[] Types = [.. typeof(ffmpeg).Assembly.GetTypes().Where(t => t.Namespace == "FFmpeg.AutoGen" && t.IsPublic)];

    public static Type[] Structs { get; } = [.. Types.Where(t => t.IsValueType && !t.IsEnum && t.IsExplicitLayout)];

    public static Type[] Enums { get; } = [.. Types.Where(t => t.IsEnum)];

    public static FieldInfo[] Constants { get; } = [.. typeof(ffmpeg).GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.IsLiteral)];

    public static FieldInfo[] FieldsOf(Type type) => type.GetFields(BindingFlags.Public | BindingFlags.Instance);

    public static Dictionary<string, string> Figures()
    {
        Dictionary<string, string> figures = [];
        foreach (Type type in Structs)
        {
            figures[type.Name] = Text(Marshal.SizeOf(type));
            foreach (FieldInfo field in FieldsOf(type))
            {
                figures[$"{type.Name}.{field.Name}"] = $"{Marshal.OffsetOf(type, field.Name)} {SizeOf(field.FieldType)}";
            }
        }
        foreach (Type type in Enums)
        {
            foreach (string name in Enum.GetNames(type))
            {
                figures[name] = Text(Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture));
            }
        }
        foreach (FieldInfo constant in Constants)
        {
            figures[constant.Name] = Text(Convert.ToInt64(constant.GetRawConstantValue(), CultureInfo.InvariantCulture));
        }
        return figures;
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static int SizeOf(Type type) =>
        type.IsPointer ? IntPtr.Size : Marshal.SizeOf(type.IsEnum ? Enum.GetUnderlyingType(type) : type);
}
