using System.Reflection;
using SimCamera.Quirks;

namespace SimCamera.Tests.Quirks;

public sealed class QuirkCoverageTests
{
    [Fact]
    public void Catalog_EveryQuirk_IsShownByATest()
    {
        IEnumerable<string> shown = typeof(QuirkCoverageTests).Assembly.GetTypes()
            .SelectMany(t => t.GetMethods())
            .SelectMany(m => m.GetCustomAttribute<ShowsAttribute>()?.Quirks ?? []);

        Assert.Equal(QuirkCatalog.All.Select(q => q.Name), shown.Order(StringComparer.Ordinal).Distinct());
    }

    [Fact]
    public void Catalog_EveryQuirk_HasASentence() => Assert.All(QuirkCatalog.All, q => Assert.EndsWith(".", q.Sentence, StringComparison.Ordinal));
}
