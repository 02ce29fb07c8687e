namespace ChangeDetection.Core.Templates;

/// <summary>A template cannot be read or filled in; the message says why.</summary>
/// <param name="message">What is wrong with it.</param>
/// <param name="cause">What the engine said.</param>
public sealed class TemplateException(string message, Exception? cause = null) : Exception(message, cause);
