using Nvr.Core.Health;

namespace Nvr.Storage;

/// <summary>Where storage tells what it did (a log). Called from any of its threads; must not block or throw.</summary>
public delegate void StorageJournal(HealthLevel level, string sentence);
