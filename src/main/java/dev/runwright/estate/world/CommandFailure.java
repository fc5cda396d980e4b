package dev.runwright.estate.world;

import dev.runwright.text.RunwrightException;
import dev.runwright.wire.ShellError;

/** An error record on its way out of a command: the command has then changed nothing. */
public final class CommandFailure extends RunwrightException {
    private static final long serialVersionUID = 1L;
    private static final String BINDING = "System.Management.Automation.ParameterBindingException";

    private final transient ShellError error;
    private final boolean terminating;

    /**
     * An error record.
     *
     * @param error its id without the command's name, which PowerShell adds
     * @param terminating whether it ends the pipeline
     */
    public CommandFailure(ShellError error, boolean terminating) {
        super("command_failure", error.message(), null);
        this.error = error;
        this.terminating = terminating;
    }

    /** The record. */
    public ShellError error() {
        return error;
    }

    /** Whether it ends the pipeline. */
    public boolean terminating() {
        return terminating;
    }

    /** An error that a cmdlet writes: the pipeline goes on. */
    public static CommandFailure written(ShellError error) {
        return new CommandFailure(error, false);
    }

    private static CommandFailure binding(String message, String id, String parameter) {
        return new CommandFailure(ShellError.of(message, BINDING, id, "InvalidArgument", parameter), true);
    }

    /** PowerShell's error for a name that is no command. */
    public static CommandFailure unknownCommand(String name) {
        String message =
                "The term '" + name + "' is not recognized as a name of a cmdlet, function, script file, or executable"
                        + " program.\nCheck the spelling of the name, or if a path was included, verify that the path is correct"
                        + " and try again.";
        return new CommandFailure(
                ShellError.of(
                        message,
                        "System.Management.Automation.CommandNotFoundException",
                        "CommandNotFoundException",
                        "ObjectNotFound",
                        name),
                true);
    }

    /** PowerShell's error for a parameter that the command does not have. */
    public static CommandFailure unknownParameter(String name) {
        String message = "A parameter cannot be found that matches parameter name '" + name + "'.";
        return new CommandFailure(
                ShellError.of(message, BINDING, "NamedParameterNotFound", "InvalidArgument", ""), true);
    }

    /** PowerShell's error for a parameter that is given under two names. */
    public static CommandFailure boundTwice(String name) {
        return binding(
                "Cannot bind parameter because parameter '" + name
                        + "' is specified more than once. To provide multiple"
                        + " values to parameters that can accept multiple values, use the array syntax. For example,"
                        + " \"-parameter value1,value2,value3\".",
                "ParameterAlreadyBound",
                name);
    }

    /** PowerShell's error for parameters that it would have to ask for. */
    public static CommandFailure missingMandatory(String names) {
        return binding(
                "Cannot process command because of one or more missing mandatory parameters: " + names + ".",
                "MissingMandatoryParameter",
                names);
    }

    /** PowerShell's error for a value that does not become the parameter's type. */
    public static CommandFailure badValue(String parameter, String reason) {
        return binding(
                "Cannot process argument transformation on parameter '" + parameter + "'. " + reason,
                "ParameterArgumentTransformationError",
                parameter);
    }

    /** PowerShell's error for a value that a parameter's rule forbids. */
    public static CommandFailure refusedValue(String parameter, String reason) {
        return binding(
                "Cannot validate argument on parameter '" + parameter + "'. " + reason,
                "ParameterArgumentValidationError",
                parameter);
    }

    /** PowerShell's error for null or an empty text where something must be named. */
    public static CommandFailure emptyArgument(String parameter) {
        return binding(
                "Cannot bind argument to parameter '" + parameter + "' because it is null or an empty string.",
                "ParameterArgumentValidationErrorNullNotAllowed",
                parameter);
    }

    /** PowerShell's error for parameters that do not go together. */
    public static CommandFailure noParameterSet(String command) {
        return new CommandFailure(
                ShellError.of(
                        "Parameter set cannot be resolved using the specified named parameters. One or more parameters issued"
                                + " cannot be used together or an insufficient number of parameters were provided.",
                        BINDING,
                        "AmbiguousParameterSet",
                        "InvalidArgument",
                        command),
                true);
    }

    /** What a host says that cannot ask for a confirmation. */
    public static CommandFailure wouldAsk(String command) {
        return new CommandFailure(
                ShellError.of(
                        "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.",
                        "System.Management.Automation.PSInvalidOperationException",
                        "InvalidOperation",
                        "InvalidOperation",
                        command),
                true);
    }

    /** A parameter that exists, but that the sandbox does not carry out. */
    public static CommandFailure notInEstate(String command, String parameter) {
        return new CommandFailure(
                ShellError.of(
                        "The sandbox estate does not carry out " + command + " -" + parameter
                                + "; leave the parameter out of the rehearsal.",
                        "System.NotSupportedException",
                        "NotInEstate",
                        "NotImplemented",
                        parameter),
                true);
    }
}
