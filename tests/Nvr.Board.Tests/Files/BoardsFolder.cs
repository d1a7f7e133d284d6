namespace Nvr.Board.Tests.Files;

/// <summary>Where the product's board files are.</summary>
internal static class BoardsFolder
{
    public static string Path { get; } = System.IO.Path.Combine(Top(), "board", "boards");

    private static string Top()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder, "NvrAppliance.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder);
        }
        return folder ?? throw new InvalidOperationException("The repository is not above the tests.");
    }
}
