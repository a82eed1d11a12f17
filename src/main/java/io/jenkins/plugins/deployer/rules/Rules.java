package io.jenkins.plugins.deployer.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The content of one rules file: which repositories are built, how, and what runs where.
 *
 * <p>Values of this package are immutable and complete: defaults are filled in, but for those that whoever runs the
 * deployer may set ({@link #orElse}), and every name refers to something that exists, because {@link RulesReader} reports
 * everything else as a problem.
 *
 * @param forge where {@code OWNER/REPO} names live, for example {@code https://github.com}; without a slash at the end
 * @param defaults what builds get that do not say otherwise
 * @param agents the Jenkins label expression of the agents that build for an architecture, where the file says it
 * @param hosts the hosts by name, in the order of the file
 * @param repositories the repositories by name, in the order of the file
 * @param images somebody else's images that are kept up to date
 */
public record Rules(
        URI forge,
        Defaults defaults,
        Map<Architecture, String> agents,
        Map<String, Host> hosts,
        Map<RepositoryName, Repository> repositories,
        List<FollowedImage> images) {
    /** Where repositories live when the rules do not say. */
    public static final URI GITHUB = URI.create("https://github.com");

    /** @throws IllegalArgumentException with a sentence that says what is wrong */
    public Rules {
        forge = checkedForge(forge);
        Map<Architecture, String> labels = new EnumMap<>(Architecture.class);
        agents.forEach((architecture, label) -> labels.put(architecture, Checked.line("the label of an agent", label)));
        agents = Collections.unmodifiableMap(labels);
        hosts = Collections.unmodifiableMap(new LinkedHashMap<>(hosts));
        repositories = Collections.unmodifiableMap(new LinkedHashMap<>(repositories));
        images = List.copyOf(images);
    }

    /** The Jenkins label expression of the agents that build for an architecture. */
    public String agent(Architecture architecture) {
        return agents.getOrDefault(architecture, "linux-" + architecture.label());
    }

    /**
     * These rules, with other defaults for what they leave open.
     *
     * @param staging where builds are kept if the rules do not say; empty for nowhere
     * @param labels of agents, where the rules have none
     * @throws IllegalArgumentException with a sentence that says what is wrong with one of them
     */
    public Rules orElse(Optional<ImageName> staging, Map<Architecture, String> labels) {
        Map<Architecture, String> all = new EnumMap<>(Architecture.class);
        all.putAll(labels);
        all.putAll(agents);
        return new Rules(forge, defaults.orElse(staging), all, hosts, repositories, images);
    }

    /**
     * What these rules need and leave open, each in a sentence. That is no mistake where whoever runs the deployer says it
     * ({@link #orElse}).
     */
    public List<String> needs() {
        if (defaults.staging().isPresent()) {
            return List.of();
        }
        List<String> unikernels = repositories.values().stream()
                .flatMap(repository -> repository.builds().stream())
                .filter(Build.Unikernel.class::isInstance)
                .flatMap(build -> ((Build.Unikernel) build).deployments().stream())
                .map(UnikernelDeployment::toString)
                .toList();
        return unikernels.isEmpty()
                ? List.of()
                : List.of(
                        "unikernels are deployed from where their builds are kept, but \"defaults\" has no \"staging\":"
                                + " only a Jenkins whose configuration names a staging repository deploys "
                                + unikernels.get(0)
                                + (unikernels.size() > 1 ? " and " + (unikernels.size() - 1) + " more" : ""));
    }

    /** The rules of one repository; empty if it has none. */
    public Optional<Repository> repository(RepositoryName name) {
        return Optional.ofNullable(repositories.get(name));
    }

    /** The Git address of a repository of the forge, for example {@code https://github.com/ocurrent/ocaml-ci}. */
    public URI url(RepositoryName name) {
        try {
            String path = new URI(null, null, "/" + name, null).toASCIIString();
            return URI.create(forge + path);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "the repository name " + Quoted.text(name.toString()) + " cannot be part of an address: "
                            + e.getReason(),
                    e);
        }
    }

    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "file");

    private static final String FORM = "https://HOST, http://HOST, ssh://USER@HOST or file:///DIRECTORY";

    static URI checkedForge(URI forge) {
        String what = "the forge";
        String text = forge.toString();
        if ("file".equals(forge.getScheme())) {
            boolean named = forge.getRawAuthority() == null
                    && forge.getPath() != null
                    && !forge.getPath().replace("/", "").isEmpty();
            if (!named) {
                throw new IllegalArgumentException(what + " " + Quoted.text(text) + " must begin with " + FORM);
            }
            Checked.absolutePath("the path of " + what, forge.getPath());
        } else {
            Checked.address(what, forge, SCHEMES, FORM);
        }
        if (forge.getRawQuery() != null || forge.getRawFragment() != null) {
            throw new IllegalArgumentException(what + " " + Quoted.text(text) + " must not have a ? or a #");
        }
        return text.endsWith("/") ? URI.create(text.replaceFirst("/+$", "")) : forge;
    }
}
