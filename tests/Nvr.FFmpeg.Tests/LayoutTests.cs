using System.Reflection;
using System.Text;

namespace Nvr.FFmpeg.Tests;

/// <summary>
/// The bindings against a program that another compiler made of the same headers. FFMPEG_INCLUDE names the headers where they are not
/// the installed ones (those of FFmpeg 7.1 on Debian 12, with -p:FFmpegAbi=7.1).
/// </summary>
public sealed class LayoutTests : IDisposable
{
    private readonly DirectoryInfo scratch = Directory.CreateTempSubdirectory("nvr-probe-");

    public void Dispose() => scratch.Delete(recursive: true);

    [Fact]
    public void Figures_AreThose_OfTheCompiledHeaders()
    {
        Dictionary<string, string> bound = Bound.Figures();
        Dictionary<string, string> real = Probe();

        Assert.True(bound.Count > 100);
        Assert.Equal(bound.Keys.Order(), real.Keys.Order());
        Assert.Empty(bound.Where(b => real[b.Key] != b.Value).Select(b => $"{b.Key}: bound {b.Value}, compiled {real[b.Key]}"));
    }

    [Fact]
    public void Probe_IsNotBlind()
    {
        Assert.NotEmpty(Bound.Structs);
        Assert.NotEmpty(Bound.Enums);
        Assert.NotEmpty(Bound.Constants);
        Assert.Contains(Bound.Structs, t => t.Name == "AVFrame" && Bound.FieldsOf(t).Length > 8);
    }

    private Dictionary<string, string> Probe()
    {
        string source = Path.Combine(scratch.FullName, "probe.c");
        string program = Path.Combine(scratch.FullName, "probe");
        File.WriteAllText(source, Source());
        string? include = Environment.GetEnvironmentVariable("FFMPEG_INCLUDE");
        Tool.Run("gcc", [.. include is null ? Array.Empty<string>() : ["-I", include], "-o", program, source]);
        return Tool.Run(program).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(l => l.Split(' ', 2))
            .ToDictionary(l => l[0], l => l[1]);
    }

    private static string Source()
    {
        var text = new StringBuilder("#include <stdio.h>\n#include <stddef.h>\n#include <errno.h>\n");
        foreach (string line in File.ReadLines(Path.Combine(Tool.Root, "tools", "FFmpegBindings", "used.txt")).Where(l => l.StartsWith("header ", StringComparison.Ordinal)))
        {
            text.Append($"#include <{line["header ".Length..]}>\n");
        }
        text.Append("int main(void) {\n");
        foreach (Type type in Bound.Structs)
        {
            text.Append($"printf(\"{type.Name} %zu\\n\", sizeof({type.Name}));\n");
            foreach (FieldInfo field in Bound.FieldsOf(type))
            {
                text.Append($"printf(\"{type.Name}.{field.Name} %zu %zu\\n\", offsetof({type.Name}, {field.Name}), sizeof((({type.Name}*)0)->{field.Name}));\n");
            }
        }
        foreach (string name in Bound.Enums.SelectMany(Enum.GetNames).Concat(Bound.Constants.Select(c => c.Name)))
        {
            text.Append($"printf(\"{name} %lld\\n\", (long long)({name}));\n");
        }
        return text.Append("return 0; }\n").ToString();
    }
}
