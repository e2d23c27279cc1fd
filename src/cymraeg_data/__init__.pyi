from cymraeg_data import audit as audit
from cymraeg_data import bilingual as bilingual
from cymraeg_data import columns as columns
from cymraeg_data import detection as detection
from cymraeg_data import errors as errors
from cymraeg_data import findings as findings
from cymraeg_data import fixing as fixing
from cymraeg_data import hub as hub
from cymraeg_data import locale as locale
from cymraeg_data import names as names
from cymraeg_data import normalisation as normalisation
from cymraeg_data import package as package
from cymraeg_data import privacy as privacy
from cymraeg_data import profiles as profiles
from cymraeg_data import readers as readers
from cymraeg_data import readiness as readiness
from cymraeg_data import represent as represent
from cymraeg_data import welsh as welsh
from cymraeg_data.audit import (
    check as check,
)
from cymraeg_data.bilingual import (
    Alignment as Alignment,
    PairedColumns as PairedColumns,
)
from cymraeg_data.detection import (
    Detection as Detection,
    LanguageSpan as LanguageSpan,
    Measure as Measure,
    WordTag as WordTag,
    detect as detect,
    language_spans as language_spans,
    measure as measure,
    tag_words as tag_words,
)
from cymraeg_data.errors import (
    CymraegDataError as CymraegDataError,
    FetchError as FetchError,
    HubError as HubError,
    InputError as InputError,
    ManifestError as ManifestError,
    MissingExtraError as MissingExtraError,
    ModelError as ModelError,
    NoDataError as NoDataError,
    NotPublishableError as NotPublishableError,
    OutputExistsError as OutputExistsError,
    SourceNotFoundError as SourceNotFoundError,
    UnknownColumnError as UnknownColumnError,
    UnknownFormatError as UnknownFormatError,
    UnreadableError as UnreadableError,
    WrongTypeError as WrongTypeError,
)
from cymraeg_data.findings import (
    Finding as Finding,
    Location as Location,
    Severity as Severity,
)
from cymraeg_data.hub import (
    Publication as Publication,
    load as load,
)
from cymraeg_data.locale import (
    use_language as use_language,
)
from cymraeg_data.names import (
    canonical_name as canonical_name,
)
from cymraeg_data.normalisation import (
    Decoded as Decoded,
    Edit as Edit,
    Normalised as Normalised,
    Options as Options,
    Suggestion as Suggestion,
    apply as apply,
    decode as decode,
    normalise as normalise,
    normalise_and_explain as normalise_and_explain,
    undo as undo,
)
from cymraeg_data.package import (
    Build as Build,
    Cell as Cell,
    Manifest as Manifest,
)
from cymraeg_data.privacy import (
    PersonalData as PersonalData,
)
from cymraeg_data.profiles import (
    ColumnProfile as ColumnProfile,
    Profile as Profile,
    profile as profile,
    profile_by as profile_by,
)
from cymraeg_data.readiness import (
    Config as Config,
    NotAssessed as NotAssessed,
    Report as Report,
    SourceSummary as SourceSummary,
)
from cymraeg_data.represent import (
    ComparisonSettings as ComparisonSettings,
    Corpus as Corpus,
    Evaluation as Evaluation,
    ProtectedRepresentation as ProtectedRepresentation,
    Reference as Reference,
    Representation as Representation,
    Weighting as Weighting,
)
from cymraeg_data.welsh import (
    DateReading as DateReading,
    MutationReading as MutationReading,
    Sentence as Sentence,
    Token as Token,
    lemma as lemma,
    letters as letters,
    mutate as mutate,
    radicals as radicals,
    sentences as sentences,
    sort_key as sort_key,
    words as words,
)
from cymraeg_data.version import __version__ as __version__
