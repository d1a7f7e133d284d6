using System.Diagnostics;

namespace Nvr.Board.Tests.Files;

/// <summary>The schema for editors, judged by a validator that knows nothing of ours.</summary>
public sealed class SchemaTests : IDisposable
{
    // Prints the names of the files that the schema refuses.
    private const string Validator = """
        import json, pathlib, sys, jsonschema
        schema = json.load(open(sys.argv[1]))
        jsonschema.Draft202012Validator.check_schema(schema)
        judge = jsonschema.Draft202012Validator(schema)
        for file in sys.argv[2:]:
            if any(judge.iter_errors(json.load(open(file)))):
                print(pathlib.Path(file).name)
        """;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nvr-schema-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Schema_OfTheProductsBoards_TakesAll() =>
        Assert.Empty(await RefusedAsync([.. Directory.EnumerateFiles(BoardsFolder.Path, "*.json").Where(f => !f.EndsWith("schema.json", StringComparison.Ordinal))]));

    [Fact]
    public async Task Schema_OfFilesThatCannotBeMeant_RefusesThoseOfWrongForm()
    {
        var files = new List<string>();
        foreach ((int index, BoardCase wrong) in BoardCase.All.Index())
        {
            files.Add(Path.Combine(folder.FullName, $"{index}.json"));
            await File.WriteAllTextAsync(files[^1], wrong.Text, TestContext.Current.CancellationToken);
        }

        IReadOnlyList<string> refused = await RefusedAsync(files);

        Assert.Equal(BoardCase.All.Where(c => c.SchemaSees), BoardCase.All.Index().Where(c => refused.Contains($"{c.Index}.json")).Select(c => c.Item));
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(IEnumerable<string> files)
    {
        var start = new ProcessStartInfo("/usr/bin/python3", ["-c", Validator, Path.Combine(BoardsFolder.Path, "board.schema.json"), .. files]) { RedirectStandardOutput = true };
        using Process python = Process.Start(start)!;
        string said = await python.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await python.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, python.ExitCode);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
