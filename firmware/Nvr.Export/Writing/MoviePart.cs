using Nvr.Core.Time;
using Nvr.Storage;

namespace Nvr.Export.Writing;

/// <summary>A movie that fits into one file, and what is left of the stretch behind it; the caller disposes the movie.</summary>
internal sealed record MoviePart(IMovie Movie, UtcRange? Rest);
