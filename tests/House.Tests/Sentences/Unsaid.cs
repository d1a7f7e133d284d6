using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace House.Tests.Sentences;

/// <summary>
/// What looks like a sentence and is shown on no page: by what it stands in (an attribute, an exception that tells programmers or is a technical cause, the raw words of an event, a line of the log or the terminal), or by the room that it is written in.
/// </summary>
internal static class Unsaid
{
    /// <summary>Folders, files and members of files whose sentences go elsewhere, each with where they go.</summary>
    private static readonly Dictionary<string, string> s_elsewhere = new()
    {
        ["firmware/Nvr.Appliance/Commands/"] = "the terminal",
        ["firmware/Nvr.Appliance/Program.cs"] = "the terminal",
        ["firmware/Nvr.Export/ExportVerifier.cs"] = "the terminal: nvrd verify",
        ["firmware/Nvr.Export/Verifying/"] = "the terminal: nvrd verify",
        ["firmware/Nvr.Storage/Checking/"] = "the terminal: nvrd check",
        ["firmware/Nvr.Export/Documents/"] = "the files of an export, for whoever receives it",
        ["firmware/Nvr.Export/Writing/ExportRun.cs/Unfinished"] = "a file of an export",
        ["firmware/Nvr.Export/Writing/ExportFolder.cs/Begun"] = "a file of an export",
        ["firmware/Nvr.Appliance/Sticks/OrderMaker.cs"] = "the files of an export, for whoever receives it",
        ["firmware/Nvr.Web/Shares/ShareWords.cs"] = "the page of a share, which speaks German by itself",
        ["firmware/Nvr.Web/Support/SupportBundle.cs"] = "the file that a supporter gets",
        ["firmware/Nvr.Web/OpenApi/"] = "the description of the API, for programmers",
        ["firmware/Nvr.Web/Api/Models/MotionWords.cs"] = "the description of the API, for programmers",
        ["firmware/Nvr.Search/"] = "the search, which answers in German by itself",
        ["firmware/Nvr.Web/Words.cs"] = "the codes of the API",
        ["firmware/Nvr.Appliance/Sticks/ButtonBook.cs/Marked"] = "a code of the API",
        ["firmware/Nvr.Appliance/Hosting/FootageExport.cs"] = "the terminal: nvrd export",
        ["firmware/Nvr.Appliance/Hosting/NamedAddress.cs"] = "the terminal: nvrd run",
        ["firmware/Nvr.Appliance/Hosting/RunHost.cs"] = "the terminal: the start",
        ["firmware/Nvr.Appliance/Hosting/ScriptedPorts.cs"] = "the terminal: a simulated board's script",
        ["firmware/Nvr.Network/Applying/"] = "the terminal: nvrd network apply",
        ["firmware/Nvr.Network/Plans/"] = "the terminal: nvrd network apply",
        ["firmware/Nvr.Network/Settings/OfficeText.cs"] = "the terminal: nvrd network apply",
        ["board/Nvr.Board/Files/"] = "the terminal: nvrd board check, and the start",
        ["board/Nvr.Board/Display/"] = "the display on the front panel, unless it is the health of the display",
    };

    /// <summary>Exceptions whose message is what the page shows; the message of any other is a technical cause at most.</summary>
    private static readonly string[] s_shown = ["NvrException", "BadHttpRequestException"];

    public static IEnumerable<string> Elsewhere => s_elsewhere.Keys;

    public static bool Holds(string path, ExpressionSyntax text) =>
        s_elsewhere.Keys.Any(p => $"{path}/{MemberOf(text)}".StartsWith(p, StringComparison.Ordinal)) && !IsHealth(text)
        || text.ToString().TrimStart('$', '"').StartsWith("--", StringComparison.Ordinal) // An option of the command line.
        || text.Ancestors().Any(a => a is AttributeSyntax or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Raw" } } || IsException(a) || IsCause(a) || IsLine(a));

    public static string? MemberOf(SyntaxNode text) => text.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member ? Sources.NamesOf(member).FirstOrDefault() : null;

    private static bool IsHealth(SyntaxNode text) => text.Ancestors().Any(a => a is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "HealthItem" } });

    private static bool IsException(SyntaxNode around) => around is TypeDeclarationSyntax { Identifier.ValueText: var name } && name.EndsWith("Exception", StringComparison.Ordinal);

    private static bool IsCause(SyntaxNode around) =>
        around is ObjectCreationExpressionSyntax made && made.Type.ToString() is var type && type.EndsWith("Exception", StringComparison.Ordinal) && !s_shown.Contains(type.Split('.')[^1]);

    private static bool IsLine(SyntaxNode around) =>
        around is InvocationExpressionSyntax call && (Sources.NameOf(call.Expression) is "WriteLine" or "LogFound" || call.Expression.ToString().Contains("journal", StringComparison.OrdinalIgnoreCase) && Sources.NameOf(call.Expression) is "Invoke" or "Write"
            || call.Parent is ConditionalAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "journal" } });
}
